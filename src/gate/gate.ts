/** The gate: tries a release, the one before it, and plain HTTP as the control,
 * and decides whether the release may be published. */
import { createHash } from 'node:crypto'
import { estimateRequests } from '../cases/estimate.ts'
import { checkPackageEntry } from '../checks/package-entry.ts'
import type { Settings } from '../config/settings.ts'
import { createSdkClient } from '../drivers/sdk/client.ts'
import { inspectRelease } from '../drivers/sdk/inspect.ts'
import type { PackageFacts } from '../drivers/sdk/inspect.ts'
import type { InstalledRelease } from '../drivers/sdk/release.ts'
import type { KnownIssues } from '../model/acceptance.ts'
import type { Contract } from '../model/contract.ts'
import type { Swept } from '../model/swept.ts'
import { UsageError } from '../model/problem.ts'
import type { Case } from '../model/scenario.ts'
import { decide } from './decide.ts'
import type { Decision } from './decide.ts'
import { nothingTried, together } from './found.ts'
import type { CallEvidence, Tried } from './found.ts'
import { tryConditions } from './try-conditions.ts'
import { loadCases } from './load-cases.ts'
import { openGateTarget } from './target.ts'
import type { GateSettings, GateTarget } from './target.ts'
import { leftIn } from './left.ts'
import { tryScenarios } from './try-scenarios.ts'

export type GateResult = Decision & {
  readonly release: ReleaseShown
  readonly baseline: ReleaseShown | null
  readonly contract: { readonly source: string; readonly sha256: string }
  readonly target: string
  readonly startedAt: string
  readonly durationMs: number
  /** Of the release alone. */
  readonly judged: Pick<Tried, 'cases' | 'calls' | 'requests'>
}

type ReleaseShown = Pick<
  InstalledRelease,
  'name' | 'version' | 'integrity' | 'resolved'
> & { readonly runtime: string }

export type GateOptions = {
  readonly release: InstalledRelease
  /** Undefined if there is nothing to compare with. */
  readonly baseline: InstalledRelease | undefined
  readonly settings: GateSettings & Pick<Settings, 'scenariosDir'>
  /** Prints how many requests are planned. */
  readonly announce: (line: string) => void
  /** Whether somebody has stopped the gate. */
  readonly isStopped: () => boolean
  /** Those that hold for the release. */
  readonly known: KnownIssues
}

export type Judged = {
  readonly result: GateResult
  /** At an API that ran already. */
  readonly swept: Swept
  readonly calls: readonly WhoseEvidence[]
}

type WhoseEvidence = CallEvidence & { readonly who: 'release' | 'baseline' }

/** @throws UsageError if the plan needs more requests than allowed. */
export async function judgeRelease({
  release,
  baseline,
  settings,
  known,
  announce,
  isStopped,
}: GateOptions): Promise<Judged> {
  const startedAtMs = Date.now()
  const { contract, sdkCases, apiCases } = await loadCases(settings)
  const parties = [apiCases, sdkCases, ...(baseline ? [sdkCases] : [])]
  const { planned, spare, excess } = estimateRequests(
    { cases: parties.flat(), cells: [], contract },
    { ...settings, workers: parties.length },
  )
  if (excess) throw new UsageError([{ ...excess, hint: 'allow more requests' }])
  announce(planned)
  const target = await openGateTarget(settings, {
    spareRequests: spare,
    isStopped,
  })
  const means = { contract, target, runId: settings.runId }
  const facts = await inspectRelease(release)
  const factsBefore = baseline && (await inspectRelease(baseline))
  const [ofRelease, ofBaseline, control] = await Promise.all([
    tryRelease(release, { ...means, cases: sdkCases, facts, factsBefore }),
    baseline && tryRelease(baseline, { ...means, cases: sdkCases }),
    target.use((around) => tryScenarios({ ...means, around, cases: apiCases })),
  ])
  const swept = await target.close()
  const { cases, calls, requests } = ofRelease
  const sha256 = createHash('sha256').update(contract.text).digest('hex')
  const result: GateResult = {
    ...decide({
      release: together([ofRelease, leftIn(swept)]),
      baseline: ofBaseline,
      control,
      known,
    }),
    release: shown(release),
    baseline: baseline ? shown(baseline) : null,
    contract: { source: contract.source, sha256 },
    target: target.name,
    startedAt: new Date(startedAtMs).toISOString(),
    durationMs: Date.now() - startedAtMs,
    judged: { cases, calls, requests },
  }
  return {
    result,
    swept,
    calls: [
      ...ofRelease.evidence.map((it) => ({ who: 'release' as const, ...it })),
      ...(ofBaseline?.evidence ?? []).map((it) => ({
        who: 'baseline' as const,
        ...it,
      })),
    ],
  }
}

function shown(release: InstalledRelease): ReleaseShown {
  const { name, version, integrity, resolved } = release
  return { name, version, integrity, resolved, runtime: process.version }
}

async function tryRelease(
  release: InstalledRelease,
  {
    cases,
    contract,
    target,
    runId,
    facts,
    factsBefore,
  }: {
    readonly cases: readonly Case[]
    readonly contract: Contract
    readonly target: GateTarget
    readonly runId: string
    readonly facts?: PackageFacts
    readonly factsBefore?: PackageFacts | undefined
  },
): Promise<Tried> {
  const findings = facts ? checkPackageEntry(facts, factsBefore) : []
  const ofPackage = { path: '', condition: '', wrong: [] }
  // Without a baseline, nothing can be missing.
  const looked = factsBefore ? [ofPackage] : []
  const inspected: Tried = { ...nothingTried, findings, looked }
  const client = createSdkClient(release)
  try {
    const reason = await client.failure()
    if (reason !== undefined)
      return {
        ...inspected,
        notJudged: [{ what: 'calls of the release', reason }],
      }
    const [conditions, scenarios] = await Promise.all([
      tryConditions(client, { contract }),
      target.use((around) =>
        tryScenarios({ around, contract, runId, cases, sdk: release.folder }),
      ),
    ])
    return together([inspected, conditions, scenarios])
  } finally {
    await client.close()
  }
}
