/** Ends a command at its first signal. It writes each file whole, so none is
 * left in half. */
import { printError } from '../secrets/terminal.ts'

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** @param say what is written and what is not, for people.
 * @returns a function after which signals end the process as usual. */
export function endOnSignal(say: () => string): () => void {
  const end = (signal: NodeJS.Signals): void => {
    printError(`\n${signal}: ${say()}\nexit code 2: it was interrupted`)
    process.exit(2)
  }
  for (const signal of signals) process.on(signal, end)
  return () => {
    for (const signal of signals) process.off(signal, end)
  }
}
