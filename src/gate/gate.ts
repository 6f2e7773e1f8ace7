/** The gate: tries a release, the one before it, and plain HTTP as the control,
 * and decides whether the release may be published. */
import { createHash } from 'node:crypto'
import type { InstalledRelease } from '../drivers/sdk/release.ts'
import type { KnownIssues } from '../model/acceptance.ts'
import type { Swept } from '../model/swept.ts'
import { decide } from './decide.ts'
import type { Decision } from './decide.ts'
import { callsOf, conditionsOf, nothingTried, together } from './found.ts'
import type { Tried, WhoseCall } from './found.ts'
import { leftIn } from './left.ts'
import { leftOut } from './parts.ts'
import { tryParties } from './try-parties.ts'
import type { PartiesOptions } from './try-parties.ts'

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

export type GateOptions = PartiesOptions & {
  /** Those that hold for the release. */
  readonly known: KnownIssues
}

export type Judged = {
  readonly result: GateResult
  /** At an API that ran already. */
  readonly swept: Swept
  /** Of all parties. */
  readonly calls: readonly WhoseCall[]
}

/** @throws UsageError if the plan needs more requests than allowed. */
export async function judgeRelease({
  release,
  baseline,
  known,
  ...options
}: GateOptions): Promise<Judged> {
  const startedAtMs = Date.now()
  const tried = await tryParties({ release, baseline, ...options })
  const { contract, target, swept, ofBaseline, control } = tried
  const ofRelease = together([
    tried.ofRelease,
    { ...nothingTried, notJudged: leftOut(options) },
    leftIn(swept),
  ])
  const { cases, calls, requests, declarations } = ofRelease
  const conditions = conditionsOf(ofRelease)
  const sha256 = createHash('sha256').update(contract.text).digest('hex')
  const result: GateResult = {
    ...decide({ release: ofRelease, baseline: ofBaseline, control, known }),
    release: shown(release),
    baseline: baseline ? shown(baseline) : null,
    contract: { source: contract.source, sha256 },
    target,
    startedAt: new Date(startedAtMs).toISOString(),
    durationMs: Date.now() - startedAtMs,
    judged: { cases, calls, requests, conditions, declarations },
  }
  return {
    result,
    swept,
    calls: [
      ...callsOf('release', ofRelease),
      ...callsOf('baseline', ofBaseline),
      ...callsOf('control', control),
    ],
  }
}

function shown(release: InstalledRelease): ReleaseShown {
  const { name, version, language, integrity, resolved, runtime } = release
  return { name, version, language, integrity, resolved, runtime }
}
