/** The gate: tries a release, the one before it, and plain HTTP as the control,
 * and decides whether the release may be published. */
import { createHash } from 'node:crypto'
import type { InstalledRelease } from '../drivers/sdk/release.ts'
import type { KnownIssues } from '../model/acceptance.ts'
import { decide } from './decide.ts'
import type { Decision } from './decide.ts'
import { factsOf } from './facts.ts'
import { callsOf, nothingTried, together } from './found.ts'
import type { Tried, WhoseCall } from './found.ts'
import { loadCases } from './load-cases.ts'
import { leftOut } from './parts.ts'
import type { Choice } from './parts.ts'
import { tryPlainHttp } from './try-plain-http.ts'
import { tryRelease } from './try-release.ts'

export type GateResult = Decision & {
  readonly release: ReleaseShown
  readonly baseline: ReleaseShown | null
  readonly contract: { readonly source: string; readonly sha256: string }
  readonly target: string
  readonly startedAt: string
  readonly durationMs: number
  /** Of the release alone. */
  readonly judged: Pick<
    Tried,
    'cases' | 'calls' | 'requests' | 'declarations'
  > & { readonly conditions: number }
}

type ReleaseShown = Pick<
  InstalledRelease,
  'name' | 'version' | 'language' | 'integrity' | 'resolved' | 'runtime'
>

export type GateOptions = Choice & {
  readonly release: InstalledRelease
  /** Undefined if there is nothing to compare with. */
  readonly baseline: InstalledRelease | undefined
  readonly contractFile: string
  readonly scenariosDir: string
  readonly runId: string
  /** Those that hold for the release. */
  readonly known: KnownIssues
}

export type Judged = {
  readonly result: GateResult
  /** Of all parties. */
  readonly calls: readonly WhoseCall[]
}

/** All parties get a sandbox of their own. */
export async function judgeRelease({
  release,
  baseline,
  runId,
  known,
  only,
  isQuick,
  ...files
}: GateOptions): Promise<Judged> {
  const startedAtMs = Date.now()
  const { contract, sdkCases, apiCases } = await loadCases(files)
  const { contractFile } = files
  const choice = { only, isQuick: isQuick ?? false }
  const cases = sdkCases
  const means = { ...choice, contract, contractFile, runId, cases }
  const [facts, factsBefore] = await Promise.all([
    factsOf(release),
    baseline && factsOf(baseline),
  ])
  const [tried, ofBaseline] = await Promise.all([
    tryRelease(release, { ...means, facts, factsBefore }),
    baseline && tryRelease(baseline, { ...means, facts: factsBefore }),
  ])
  const { operations } = tried
  const control = await tryPlainHttp({
    ...means,
    cases: apiCases,
    operations,
  })
  const ofRelease = together([
    tried,
    { ...nothingTried, notJudged: leftOut(choice) },
  ])
  const { cases: count, calls, requests, declarations } = ofRelease
  const sha256 = createHash('sha256').update(contract.text).digest('hex')
  const result: GateResult = {
    ...decide({ release: ofRelease, baseline: ofBaseline, control, known }),
    release: shown(release),
    baseline: baseline ? shown(baseline) : null,
    contract: { source: contract.source, sha256 },
    target: 'sandbox',
    startedAt: new Date(startedAtMs).toISOString(),
    durationMs: Date.now() - startedAtMs,
    judged: {
      cases: count,
      calls,
      requests,
      conditions: conditionsOf(ofRelease),
      declarations,
    },
  }
  return {
    result,
    calls: [
      ...callsOf('release', ofRelease),
      ...callsOf('baseline', ofBaseline),
      ...callsOf('control', control),
    ],
  }
}

function conditionsOf({ evidence }: Tried): number {
  const names = new Set(evidence.map(({ condition }) => condition))
  names.delete(undefined)
  return names.size
}

function shown(release: InstalledRelease): ReleaseShown {
  const { name, version, language, integrity, resolved, runtime } = release
  return { name, version, language, integrity, resolved, runtime }
}
