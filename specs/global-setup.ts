/** Before a run: starts the target if it is one of the suite's own, and counts
 * from nought. After it: says how many requests were sent. */
import { rmSync, writeSync } from 'node:fs'
import { currentSettings } from '../src/current.ts'
import { openCounters } from '../src/guards/guard.ts'
import { handOver } from '../src/handover.ts'
import type { Settings } from '../src/settings.ts'

export default async function start(): Promise<() => Promise<void>> {
  const settings = currentSettings()
  const { guardsDir, rules } = settings
  const clear = () => rmSync(guardsDir, { recursive: true, force: true })
  clear() // a run that was killed has left its own
  const stop = await startTarget(settings)
  return async () => {
    const sent = openCounters(guardsDir).sent.read()
    clear()
    // Playwright keeps what is written to process.stdout here to itself.
    if (sent > 0) writeSync(1, `${toldSent(sent, rules)}\n`)
    await stop()
  }
}

async function startTarget({
  choice,
  contractFile,
}: Settings): Promise<() => Promise<void>> {
  if (choice.kind === 'remote') {
    handOver(choice.target)
    return async () => {}
  }
  const { startEmbedded } = await import('../src/embedded.ts')
  const { target, stop } = await startEmbedded(choice.name, { contractFile })
  handOver(target)
  return stop
}

function toldSent(sent: number, { maxRequests }: Settings['rules']): string {
  if (maxRequests === undefined) return `requests sent: ${sent}`
  const over = sent - maxRequests
  const told = over > 0 ? `, the last ${over} to take away what was made` : ''
  return `requests sent: ${sent}, of at most ${maxRequests}${told}`
}
