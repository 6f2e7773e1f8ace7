/** Before a run: starts an embedded target, or sweeps what earlier runs left at
 * another target. After it: sweeps what this run left, and prints how many
 * requests it sent. */
import type { FullConfig } from '@playwright/test'
import type { Target } from '../src/auth/target.ts'
import {
  clearCounts,
  countsFolder,
  handOver,
  readHandover,
  writeSwept,
} from '../src/config/handover.ts'
import { endWith } from '../src/config/playwright-exit.ts'
import { requireNoRecording, requireQuiet } from '../src/config/quiet.ts'
import { currentSettings } from '../src/config/run-id.ts'
import type { Settings } from '../src/config/settings.ts'
import { loadContract } from '../src/contract/load.ts'
import type { Swept } from '../src/model/swept.ts'
import { claimFolder } from '../src/report/folder.ts'
import { lockFolder } from '../src/report/lock.ts'
import { printDirectly } from '../src/secrets/terminal.ts'
import { sweepRequests } from '../src/transport/policy/sweep-budget.ts'
import { openCounters } from '../src/transport/policy/limits.ts'

export default async function start({
  projects,
}: FullConfig): Promise<() => Promise<void>> {
  const settings = currentSettings()
  const { choice } = settings
  requireQuiet(process.env, { choice })
  for (const { use } of projects) requireNoRecording(use, choice)
  const { reportsDir, rules } = settings
  claimFolder(reportsDir)
  // The command holds the lock already.
  const lock = settings.suiteFile ? undefined : lockFolder(reportsDir)
  clearCounts(reportsDir) // a killed run left its counters
  const stop = await startTarget(settings)
  // From here on tests fail; our reporter, where it is one, says how.
  endWith({ kind: 'its own' })
  return async () => {
    await stop()
    const sent = openCounters(countsFolder(reportsDir)).sent.read()
    clearCounts(reportsDir)
    lock?.release()
    if (sent > 0) printDirectly(sentLine(sent, rules))
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
  const { contractFile, limits, reportsDir, rules, runId } = settings
  const { sweepTarget } = await import('../src/cleanup/sweep-target.ts')
  const sweep = (when: 'before' | 'after', atMost?: number): Promise<Swept> =>
    sweepTarget({
      when,
      target,
      limits,
      reportsDir,
      runId,
      contract: loadContract(contractFile),
      olderThanMs: settings.sweepOlderThanMs,
      isDry: rules.isReadOnly,
      ...(atMost !== undefined && { atMost }),
      guards: {
        rules,
        counters: openCounters(countsFolder(reportsDir)),
        workers: 1,
      },
    })
  const before = await sweep('before', sweepAtMost(rules))
  writeSwept(reportsDir, [before])
  return async () => {
    writeSwept(reportsDir, [before, await sweep('after')])
  }
}

/** The cases must not lack what earlier runs have left to delete. Undefined
 * for the sweep's own bound. */
function sweepAtMost({ maxRequests }: Settings['rules']): number | undefined {
  if (maxRequests === undefined) return undefined
  const spare = readHandover(process.env)?.spareRequests ?? maxRequests / 2
  return Math.min(sweepRequests, Math.floor(spare))
}

function sentLine(sent: number, { maxRequests }: Settings['rules']): string {
  const bound = maxRequests === undefined ? '' : `, of at most ${maxRequests}`
  return `requests sent: ${sent}${bound}`
}
