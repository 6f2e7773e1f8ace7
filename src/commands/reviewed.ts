/** Reviews two opened contracts, and keeps the result as a record. */
import { accept, type Acceptance } from '../review/acceptance/acceptance.ts'
import { outcomeOf, type FailOn } from '../review/outcome.ts'
import { review as compare } from '../review/review.ts'
import {
  recordOf,
  type Reviewed,
  type ReviewRecord,
} from '../report/review-record.ts'

export function recordBetween(
  { old, new: fresh }: { readonly old: Reviewed; readonly new: Reviewed },
  {
    failOn,
    acceptances = [],
    known = new Set(),
  }: {
    readonly failOn: FailOn
    readonly acceptances?: readonly Acceptance[]
    /** Fingerprints of changes that are not repeated. */
    readonly known?: ReadonlySet<string>
  },
): ReviewRecord {
  const all = compare({ old: old.contract, new: fresh.contract })
  const changes = all.changes.filter((one) => !known.has(one.fingerprint))
  const found = { ...all, changes }
  const today = new Date().toISOString().slice(0, 10)
  const accepted = accept(found.changes, { acceptances, today })
  const outcome = outcomeOf(found, { failOn, accepted })
  return recordOf(found, { old, new: fresh, outcome, accepted })
}
