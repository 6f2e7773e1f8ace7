/** Before a run: starts an embedded target, or sweeps what earlier runs left at
 * another target. After it: sweeps what this run left, and prints how many
 * requests it sent. */
import { writeSync } from 'node:fs'
import { join } from 'node:path'
import type { Target } from '../src/auth/target.ts'
import {
  clearCounts,
  countsFolder,
  handOver,
  writeSwept,
} from '../src/config/handover.ts'
import { currentSettings } from '../src/config/run-id.ts'
import type { Settings } from '../src/config/settings.ts'
import { loadContract } from '../src/contract/load.ts'
import type { Swept } from '../src/model/swept.ts'
import { openCounters } from '../src/transport/policy/limits.ts'

export default async function start(): Promise<() => Promise<void>> {
  const settings = currentSettings()
  const { reportsDir, rules } = settings
  clearCounts(reportsDir) // a killed run left its counters
  const stop = await startTarget(settings)
  return async () => {
    const sent = openCounters(countsFolder(reportsDir)).sent.read()
    await stop()
    clearCounts(reportsDir)
    // Playwright does not show what is written to process.stdout here.
    if (sent > 0) writeSync(1, `${sentLine(sent, rules)}\n`)
  }
}

async function startTarget(settings: Settings): Promise<() => Promise<void>> {
  const { choice, contractFile } = settings
  if (choice.kind === 'remote') {
    handOver({ target: choice.target })
    return sweepAround(choice.target, settings)
  }
  const { startEmbedded } = await import('../src/auth/embedded.ts')
  const { target, stop } = await startEmbedded(choice.name, { contractFile })
  handOver({ target })
  return stop
}

async function sweepAround(
  target: Target,
  settings: Settings,
): Promise<() => Promise<void>> {
  const { contractFile, limits, reportsDir, runId } = settings
  const { sweepTarget } = await import('../src/cleanup/sweep-target.ts')
  // The budget of the run does not limit a sweep, but a wrong workspace stops
  // both.
  const { maxRequests: _, ...rules } = settings.rules
  const folder = countsFolder(reportsDir)
  const { strange } = openCounters(folder)
  const counters = { ...openCounters(join(folder, 'sweep')), strange }
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

function sentLine(sent: number, { maxRequests }: Settings['rules']): string {
  if (maxRequests === undefined) return `requests sent: ${sent}`
  const over = sent - maxRequests
  const beyond = over > 0 ? `, the last ${over} to delete created sessions` : ''
  return `requests sent: ${sent}, of at most ${maxRequests}${beyond}`
}
