/** Where the scenarios of the gate run. Each party gets a sandbox of its own; an
 * API that runs already is used by one party after the other, within the limits
 * of a run, with its ledger and its sweeps. */
import pLimit from 'p-limit'
import { startEmbedded } from '../auth/embedded.ts'
import type { Target } from '../auth/target.ts'
import { ledgerFolder } from '../cleanup/ledger.ts'
import { sweepTarget } from '../cleanup/sweep-target.ts'
import type { Settings } from '../config/settings.ts'
import { loadContract } from '../contract/load.ts'
import { nothingSwept } from '../model/swept.ts'
import type { Swept } from '../model/swept.ts'
import { secretsIn } from '../secrets/audit/environment.ts'
import { countersHere } from '../transport/policy/limits.ts'
import type { LimitOptions } from '../transport/policy/limits.ts'
import { sweepRequests } from '../transport/policy/sweep-budget.ts'
import type { Limits } from '../transport/transport.ts'

/** What a party needs to send its requests. */
export type Around = {
  readonly target: Target
  readonly limits: Limits
  readonly guards: LimitOptions
  readonly secrets?: readonly string[]
  readonly ledgerFolder?: string
  /** Whether somebody has stopped the gate. */
  readonly isStopped: () => boolean
}

export type GateTarget = {
  readonly name: string
  readonly use: <Value>(
    act: (around: Around) => Promise<Value>,
  ) => Promise<Value>
  /** Deletes what the parties left. */
  readonly close: () => Promise<Swept>
}

export type GateSettings = Pick<
  Settings,
  | 'choice'
  | 'contractFile'
  | 'limits'
  | 'reportsDir'
  | 'rules'
  | 'runId'
  | 'sweepOlderThanMs'
>

export async function openGateTarget(
  settings: GateSettings,
  {
    spareRequests = sweepRequests,
    isStopped,
  }: Pick<Around, 'isStopped'> & {
    /** Of the budget: a sweep of earlier runs leaves the rest to the cases. */
    readonly spareRequests?: number | undefined
  },
): Promise<GateTarget> {
  const { choice } = settings
  return choice.kind === 'embedded'
    ? startEach(choice.name, { settings, isStopped })
    : useRunning(choice.target, { settings, isStopped, spareRequests })
}

function startEach(
  name: 'sandbox' | 'fake',
  {
    settings: { contractFile, limits, rules },
    isStopped,
  }: Pick<Around, 'isStopped'> & { readonly settings: GateSettings },
): GateTarget {
  return {
    name,
    use: async (act) => {
      const { target, stop } = await startEmbedded(name, { contractFile })
      try {
        return await act({
          target,
          limits,
          isStopped,
          guards: guardsOf(rules),
        })
      } finally {
        await stop()
      }
    },
    close: async () => nothingSwept,
  }
}

async function useRunning(
  target: Target,
  {
    settings: { contractFile, limits, rules, reportsDir, ...settings },
    isStopped,
    spareRequests,
  }: Pick<Around, 'isStopped'> & {
    readonly settings: GateSettings
    readonly spareRequests: number
  },
): Promise<GateTarget> {
  const guards = guardsOf(rules)
  const one = pLimit(1)
  const contract = loadContract(contractFile)
  const sweep = (when: 'before' | 'after', atMost?: number) =>
    sweepTarget({
      when,
      target,
      limits,
      reportsDir,
      guards,
      contract,
      runId: settings.runId,
      olderThanMs: settings.sweepOlderThanMs,
      isDry: rules.isReadOnly,
      ...(atMost !== undefined && { atMost }),
    })
  const spare = Math.min(sweepRequests, Math.floor(spareRequests))
  const before = await sweep('before', spare)
  const around: Around = {
    target,
    limits,
    guards,
    isStopped,
    secrets: secretsIn(process.env).map(([, value]) => value),
    ledgerFolder: ledgerFolder(reportsDir),
  }
  return {
    name: target.name,
    use: (act) => one(() => act(around)),
    close: async () => together(before, await sweep('after')),
  }
}

/** All parties together keep the limits. */
function guardsOf(rules: Settings['rules']): LimitOptions {
  return { rules, counters: countersHere(), workers: 1 }
}

function together(before: Swept, after: Swept): Swept {
  return {
    items: [...before.items, ...after.items],
    notes: [...new Set([...before.notes, ...after.notes])],
    isComplete: before.isComplete && after.isComplete,
  }
}
