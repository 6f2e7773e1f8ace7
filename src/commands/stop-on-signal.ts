/** Stops a command that creates sessions: the first signal lets it delete them,
 * the second one ends it. */
import { printError } from '../secrets/terminal.ts'

/** One press of Ctrl+C can arrive twice: npm forwards it, too. */
const samePressMs = 1000

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

type Stopping = {
  /** What happens first, in words; absent if nothing does. */
  readonly first?: string
  readonly stop: () => void
  readonly kill: () => void
}

/** @returns a function after which signals end the process as usual. */
export function stopOnSignal({ first, stop, kill }: Stopping): () => void {
  let firstAtMs: number | undefined
  const end = (signal: NodeJS.Signals): void => {
    if (firstAtMs === undefined) {
      firstAtMs = Date.now()
      const said = first === undefined ? '' : `: ${first} first`
      printError(
        `\n${signal}: stopping${said}. Press Ctrl+C again to stop now.`,
      )
      stop()
    } else if (Date.now() - firstAtMs > samePressMs) {
      kill()
    }
  }
  for (const signal of signals) process.on(signal, end)
  return () => {
    for (const signal of signals) process.off(signal, end)
  }
}
