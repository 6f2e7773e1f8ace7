/** The record of a review: what its reports show, and what is written as
 * JSON. */
import { createHash } from 'node:crypto'
import { lineOf } from '../contract/lines.ts'
import type { Contract } from '../model/contract.ts'
import { resolvePointer } from '../model/json-pointer.ts'
import { noneAccepted, type Accepted } from '../acceptance/acceptance.ts'
import type { Acceptance } from '../model/acceptance.ts'
import { codes } from '../review/codes/codes.ts'
import type { CodeRow } from '../review/codes/code.ts'
import type { Impact, Impacts } from '../review/impact/impact.ts'
import type { Outcome } from '../review/outcome.ts'
import type { Review } from '../review/review.ts'
import type { Follows, FollowsOf } from '../review/follows/follows.ts'
import type { Change } from '../review/roots.ts'
import type { Witness } from '../review/witness/prove.ts'
import { curlOf } from './review-curl.ts'
import { version } from '../transport/version.ts'

type Compared = {
  readonly source: string
  /** Where its lines are on disk; the source, where they are not. */
  readonly file: string
  /** Of the text that was compared. */
  readonly sha256: string
  readonly operations: number
  /** How many more its document has, outside the compared paths. */
  readonly leftOut: number
}

/** `curl` sends the request of an example. */
type WitnessRecord = Witness & { readonly curl?: string }

type Where = { readonly pointer: string; readonly place: string }

export type ChangeRecord = Omit<
  Change,
  'old' | 'new' | 'witness' | 'differences'
> &
  Pick<CodeRow, 'title' | 'why' | 'hint'> & {
    readonly old: Where
    readonly new: Where
    readonly witness: WitnessRecord | null
    readonly accepted?: Omit<Acceptance, 'fingerprint' | 'place'>
    /** Absent where it was not looked for. */
    readonly impact?: Impact
    readonly follows?: Follows
  }

export type ReviewRecord = Omit<Outcome, 'counts'> &
  Omit<Review, 'changes'> & {
    readonly schemaVersion: 1
    /** `lines`: in how many places of the contract the changes are written. */
    readonly counts: Outcome['counts'] & { readonly lines: number }
    /** Fingerprints of changes that only a witness shows. */
    readonly unexplained: readonly string[]
    /** Lines of the file of accepted changes that have no effect. */
    readonly acceptances: Pick<Accepted, 'expired' | 'unused'>
    readonly seamwatch: string
    readonly old: Compared
    readonly new: Compared
    readonly changes: readonly ChangeRecord[]
  }

export type Reviewed = {
  readonly contract: Contract
  /** Whether lines of its text are lines of a file on disk. */
  readonly isFile: boolean
  /** How many operations of its document are outside the compared paths; none if
   * absent. */
  readonly leftOut?: number
}

export function recordOf(
  { changes, renames, notCompared }: Review,
  {
    old,
    new: fresh,
    outcome,
    accepted = noneAccepted,
    followsOf,
    impacts,
  }: {
    readonly old: Reviewed
    readonly new: Reviewed
    readonly outcome: Outcome
    readonly accepted?: Accepted
    /** Absent without recorded exchanges. */
    readonly followsOf?: FollowsOf
    readonly impacts?: Impacts
  },
): ReviewRecord {
  const { current, expired, unused } = accepted
  return {
    schemaVersion: 1,
    seamwatch: version,
    old: comparedOf(old),
    new: comparedOf(fresh),
    ...outcome,
    counts: {
      ...outcome.counts,
      lines: changes.reduce((sum, { places }) => sum + places, 0),
    },
    changes: changes.map((change): ChangeRecord => {
      const { differences: _, witness, ...shown } = change
      const { title, why, hint } = codes[change.code]
      const acceptance = current.get(change.fingerprint)
      const follows = followsOf?.(change)
      const impact = impacts?.get(change.fingerprint)
      return {
        ...shown,
        title,
        why,
        hint,
        old: whereOf(old, change.old || change.new),
        new: whereOf(fresh, change.new || change.old),
        witness: witness ? witnessOf(witness, { old, new: fresh }) : null,
        ...(acceptance && { accepted: termsOf(acceptance) }),
        ...(impact && { impact }),
        ...(follows && { follows }),
      }
    }),
    renames,
    unexplained: changes
      .filter(({ code }) => code === 'unexplained-refusal')
      .map(({ fingerprint }) => fingerprint),
    notCompared,
    acceptances: { expired, unused },
  }
}

function witnessOf(
  witness: Witness,
  sides: Readonly<Record<'old' | 'new', Reviewed>>,
): WitnessRecord {
  const { of, example, allowedBy } = witness
  const curl =
    example && of === 'request'
      ? curlOf(example, sides[allowedBy].contract)
      : undefined
  return { ...witness, ...(curl !== undefined && { curl }) }
}

function termsOf({ owner, until, reason }: Acceptance) {
  return { owner, until, reason }
}

function comparedOf({ contract, leftOut = 0 }: Reviewed): Compared {
  const { source, file, operations, text } = contract
  const sha256 = createHash('sha256').update(text).digest('hex')
  return { source, file, sha256, operations: operations.size, leftOut }
}

/** Where nothing is written there, the closest place above it. */
function whereOf({ contract, isFile }: Reviewed, wanted: string): Where {
  let pointer = wanted
  while (pointer && resolvePointer(contract.document, pointer) === undefined)
    pointer = pointer.slice(0, pointer.lastIndexOf('/'))
  const line = isFile ? lineOf(contract, pointer) : undefined
  const place = line === undefined ? `#${pointer}` : `:${line}`
  return { pointer, place: `${contract.file}${place}` }
}
