/** Before a run: starts the target if it is one of the suite's own, elsewhere
 * sweeps what earlier runs left, and counts from nought. After it: sweeps what
 * this one could not take away, and says how many requests were sent. */
import { rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { loadContract } from '../src/contract/load.ts'
import { currentSettings } from '../src/config/run-id.ts'
import { openCounters } from '../src/transport/policy/limits.ts'
import { handOver } from '../src/config/handover.ts'
import { writeSwept } from '../src/config/swept-file.ts'
import type { Settings } from '../src/config/settings.ts'
import type { Swept } from '../src/model/swept.ts'
import type { Target } from '../src/auth/target.ts'

export default async function start(): Promise<() => Promise<void>> {
  const settings = currentSettings()
  const { guardsDir, rules } = settings
  const clear = () => rmSync(guardsDir, { recursive: true, force: true })
  clear() // a run that was killed has left its own
  const stop = await startTarget(settings)
  return async () => {
    const sent = openCounters(guardsDir).sent.read()
    await stop()
    clear()
    // Playwright keeps what is written to process.stdout here to itself.
    if (sent > 0) writeSync(1, `${toldSent(sent, rules)}\n`)
  }
}

async function startTarget(settings: Settings): Promise<() => Promise<void>> {
  const { choice, contractFile } = settings
  if (choice.kind === 'remote') {
    handOver(choice.target)
    return sweepAround(choice.target, settings)
  }
  const { startEmbedded } = await import('../src/auth/embedded.ts')
  const { target, stop } = await startEmbedded(choice.name, { contractFile })
  handOver(target)
  return stop
}

async function sweepAround(
  target: Target,
  settings: Settings,
): Promise<() => Promise<void>> {
  const { contractFile, limits, reportsDir, runId, guardsDir } = settings
  const { sweepTarget } = await import('../src/cleanup/sweep-target.ts')
  // Sweeping is bounded by what is there, and no part of the run's budget; a
  // workspace that nobody meant ends both.
  const { maxRequests: _, ...rules } = settings.rules
  const { strange } = openCounters(guardsDir)
  const counters = { ...openCounters(join(guardsDir, 'sweep')), strange }
  const sweep = (when: 'before' | 'after'): Promise<Swept> =>
    sweepTarget({
      when,
      target,
      limits,
      reportsDir,
      runId,
      contract: loadContract(contractFile),
      olderThanMs: settings.sweepOlderThanMs,
      isDry: rules.isReadOnly,
      guards: { rules, counters, workers: 1 },
    })
  const before = await sweep('before')
  writeSwept(reportsDir, [before])
  return async () => {
    writeSwept(reportsDir, [before, await sweep('after')])
  }
}

function toldSent(sent: number, { maxRequests }: Settings['rules']): string {
  if (maxRequests === undefined) return `requests sent: ${sent}`
  const over = sent - maxRequests
  const told = over > 0 ? `, the last ${over} to take away what was made` : ''
  return `requests sent: ${sent}, of at most ${maxRequests}${told}`
}
