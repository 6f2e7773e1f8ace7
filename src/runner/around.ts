/** Around a run: starts an embedded target, or sweeps what earlier runs left at
 * another target. After it: sweeps what this run left, and prints how many
 * requests it sent. */
import type { Target } from '../auth/target.ts'
import { sweepTarget } from '../cleanup/sweep-target.ts'
import {
  clearCounts,
  countsFolder,
  handOver,
  readHandover,
  writeSwept,
} from '../config/handover.ts'
import type { Settings } from '../config/settings.ts'
import { loadContract } from '../contract/load.ts'
import { UsageError } from '../model/problem.ts'
import type { Swept } from '../model/swept.ts'
import { printDirectly } from '../secrets/terminal.ts'
import { openCounters } from '../transport/policy/limits.ts'
import { sweepRequests } from '../transport/policy/sweep-budget.ts'

/** @returns what ends it, once, after the last case. */
export async function startAround(
  settings: Settings,
): Promise<() => Promise<void>> {
  const { reportsDir, rules } = settings
  clearCounts(reportsDir) // a killed run left its counters
  const stop = await startTarget(settings)
  return async () => {
    await stop()
    const sent = openCounters(countsFolder(reportsDir)).sent.read()
    clearCounts(reportsDir)
    if (sent > 0) printDirectly(sentLine(sent, rules))
  }
}

async function startTarget(settings: Settings): Promise<() => Promise<void>> {
  const { choice, contractFile } = settings
  if (choice.kind === 'remote') {
    handOver({ target: choice.target })
    return sweepAround(choice.target, settings)
  }
  const { startEmbedded } = await import('../auth/embedded.ts')
  const { target, stop } = await startEmbedded(choice.name, { contractFile })
  handOver({ target })
  return stop
}

async function sweepAround(
  target: Target,
  settings: Settings,
): Promise<() => Promise<void>> {
  const { contractFile, limits, reportsDir, rules, runId } = settings
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
  requireWorkspace(settings)
  return async () => {
    writeSwept(reportsDir, [before, await sweep('after')])
  }
}

/** @throws UsageError if a response to the sweep named another workspace. */
function requireWorkspace({
  reportsDir,
  rules: { workspaceId },
}: Pick<Settings, 'reportsDir' | 'rules'>): void {
  const { strange } = openCounters(countsFolder(reportsDir))
  if (workspaceId === undefined || strange.read() === 0) return
  throw new UsageError([
    {
      code: 'target-refused',
      fact: `SEAMWATCH_WORKSPACE_ID: expected workspace ${workspaceId}, but the credential belongs to another one`,
      hint: 'correct the credential or the variable; nothing was created',
    },
  ])
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
