/** The record of a review: what its reports show, and what is written as
 * JSON. */
import { lineOf } from '../contract/lines.ts'
import type { Contract } from '../model/contract.ts'
import { codes } from '../review/codes/codes.ts'
import type { CodeRow } from '../review/codes/code.ts'
import type { Impact, Impacts } from '../review/impact/impact.ts'
import type { Outcome } from '../review/outcome.ts'
import type { Review } from '../review/review.ts'
import type { Change } from '../review/roots.ts'
import type { Witness } from '../review/witness/prove.ts'
import { curlOf } from './review-curl.ts'
import { version } from '../transport/version.ts'

type Compared = {
  readonly source: string
  readonly file: string
  readonly operations: number
}

type Where = { readonly pointer: string; readonly place: string }

/** `curl` sends the request of an example. */
export type WitnessRecord = Witness & { readonly curl?: string }

export type ChangeRecord = Omit<Change, 'old' | 'new' | 'witness'> &
  Pick<CodeRow, 'title' | 'why' | 'hint'> & {
    readonly old: Where
    readonly new: Where
    readonly witness: WitnessRecord | null
    /** Absent where it was not looked for. */
    readonly impact?: Impact
  }

export type ReviewRecord = Outcome &
  Omit<Review, 'changes'> & {
    readonly schemaVersion: 1
    readonly seamwatch: string
    readonly old: Compared
    readonly new: Compared
    readonly changes: readonly ChangeRecord[]
  }

/** `isFile`: whether lines of its text are lines of a file on disk. */
export type Reviewed = { readonly contract: Contract; readonly isFile: boolean }

export function recordOf(
  { changes, renames, notCompared }: Review,
  {
    old,
    new: fresh,
    outcome,
    impacts,
  }: {
    readonly old: Reviewed
    readonly new: Reviewed
    readonly outcome: Outcome
    readonly impacts?: Impacts
  },
): ReviewRecord {
  return {
    schemaVersion: 1,
    seamwatch: version,
    old: comparedOf(old),
    new: comparedOf(fresh),
    ...outcome,
    changes: changes.map((change): ChangeRecord => {
      const { title, why, hint } = codes[change.code]
      const impact = impacts?.get(change.fingerprint)
      return {
        ...change,
        title,
        why,
        hint,
        old: whereOf(old, change.old),
        new: whereOf(fresh, change.new),
        witness: witnessOf(change, { old, new: fresh }),
        ...(impact && { impact }),
      }
    }),
    renames,
    notCompared,
  }
}

function witnessOf(
  { witness }: Change,
  sides: Readonly<Record<'old' | 'new', Reviewed>>,
): WitnessRecord | null {
  if (!witness) return null
  const { of, example, allowedBy } = witness
  const curl =
    example && of === 'request'
      ? curlOf(example, sides[allowedBy].contract)
      : undefined
  return { ...witness, ...(curl !== undefined && { curl }) }
}

function comparedOf({ contract }: Reviewed): Compared {
  const { source, file, operations } = contract
  return { source, file, operations: operations.size }
}

function whereOf({ contract, isFile }: Reviewed, pointer: string): Where {
  const line = isFile ? lineOf(contract, pointer) : undefined
  const place = line === undefined ? `#${pointer}` : `:${line}`
  return { pointer, place: `${contract.file}${place}` }
}
