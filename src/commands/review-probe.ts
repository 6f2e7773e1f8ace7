/** `seamwatch review --probe`: asks an API about the changes. Only requests that
 * change nothing are sent. */
import type { Target } from '../auth/target.ts'
import { newRunId } from '../config/handover.ts'
import { requireQuiet } from '../config/quiet.ts'
import type { Given } from '../config/read-option.ts'
import { readSettings } from '../config/settings.ts'
import type { Settings } from '../config/settings.ts'
import { loadContract } from '../contract/load.ts'
import { readsOf } from '../contract/reads.ts'
import type { Contract } from '../model/contract.ts'
import { groupBy } from '../model/group-by.ts'
import { plural } from '../model/plural.ts'
import type { Recording } from '../model/recorded.ts'
import { recordOf } from '../report/exchanges/record.ts'
import { probesOf, type Probe } from '../review/follows/probes.ts'
import type { Change } from '../review/roots.ts'
import type { Both } from '../review/schemas/pairing.ts'
import { sendProbes, type Probed } from '../run/probe.ts'
import { secretsIn } from '../secrets/audit/environment.ts'
import { printError } from '../secrets/terminal.ts'
import { countersHere } from '../transport/policy/limits.ts'
import { version } from '../transport/version.ts'

export type ProbedTarget = {
  readonly recording: Recording
  /** For people: what was sent, and what was not. */
  readonly line: string
}

export async function probe(
  changes: readonly Change[],
  {
    contracts,
    given,
  }: { readonly contracts: Both<Contract>; readonly given: Given },
): Promise<ProbedTarget> {
  const settings = readSettings(process.env, given)
  requireQuiet(process.env, settings)
  for (const note of settings.notes) printError(`note: ${note}`)
  // Neither contract decides what is safe to send.
  const pinned = loadContract(settings.contractFile)
  const reads = readsOf(pinned)
  const { probes, unprobed } = probesOf(changes, { contracts, reads })
  const { target, probed } = await withTarget(settings, async (opened) => ({
    target: opened,
    probed: await sendProbes(probes, {
      target: opened,
      contract: pinned,
      reads,
      limits: settings.limits,
      guards: { rules: settings.rules, counters: countersHere(), workers: 1 },
      secrets: secretsIn(process.env).map(([, value]) => value),
    }),
  }))
  return {
    recording: recordingOf(probed, { target, contracts }),
    line: lineOf(probed, { target, unprobed }),
  }
}

/** Starts an embedded target, and stops it. */
async function withTarget<Value>(
  { choice, contractFile }: Settings,
  act: (target: Target) => Promise<Value>,
): Promise<Value> {
  if (choice.kind === 'remote') return act(choice.target)
  const { startEmbedded } = await import('../auth/embedded.ts')
  const { target, stop } = await startEmbedded(choice.name, { contractFile })
  try {
    return await act(target)
  } finally {
    await stop()
  }
}

function recordingOf(
  probed: readonly Probed<Probe>[],
  {
    target: { name, endpoint },
    contracts,
  }: { readonly target: Target; readonly contracts: Both<Contract> },
): Recording {
  const runId = newRunId()
  const around = { runId, contracts: [contracts.old, contracts.new] }
  const head = { id: 'probe', caseId: 'probe', findings: [] }
  const exchanges = probed.flatMap(({ probe: one, credential, exchange }) => {
    if (!exchange) return []
    const { key: operation } = one.operation
    return [recordOf({ ...head, operation, credential, exchange }, around)]
  })
  return {
    title: `${plural(exchanges.length, 'probe')} of ${name}`,
    run: {
      runId,
      target: name,
      endpoint,
      startedAt: new Date().toISOString(),
      contract: contracts.new.source,
      seamwatch: version,
      exchanges: exchanges.length,
      kept: exchanges.length,
    },
    exchanges,
  }
}

/** `Probes: 2 requests sent to sandbox, 1 without a response (timeout)` */
function lineOf(
  probed: readonly Probed<Probe>[],
  { target, unprobed }: { readonly target: Target; readonly unprobed: number },
): string {
  const sent = probed.filter(({ exchange }) => exchange)
  const lost = probed.flatMap(({ exchange }) =>
    exchange?.result.kind === 'no-reply' ? [exchange.result.reason] : [],
  )
  const reasons = groupBy(
    probed.flatMap(({ reason }) => reason ?? []),
    (reason) => reason,
  )
  return [
    `Probes: ${plural(sent.length, 'request')} sent to ${target.name} (${target.endpoint})`,
    ...(lost.length > 0
      ? [`${lost.length} without a response (${[...new Set(lost)].join(', ')})`]
      : []),
    ...[...reasons].map(
      ([reason, { length }]) => `${length} not sent: ${reason}`,
    ),
    ...(unprobed > 0
      ? [
          `${plural(unprobed, 'change')} without an example that changes nothing`,
        ]
      : []),
  ].join('; ')
}
