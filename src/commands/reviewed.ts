/** Reviews two opened contracts, and keeps the result as a record. */
import { accept } from '../acceptance/acceptance.ts'
import type { Acceptance } from '../model/acceptance.ts'
import { dayOf } from '../model/day.ts'
import type { FollowsOf } from '../review/follows/follows.ts'
import type { Impacts } from '../review/impact/impact.ts'
import { outcomeOf, type FailOn } from '../review/outcome.ts'
import { review as compare, type Review } from '../review/review.ts'
import {
  recordOf,
  type Reviewed,
  type ReviewRecord,
} from '../report/review-record.ts'

type Both = { readonly old: Reviewed; readonly new: Reviewed }

/** @param known fingerprints of changes that are not repeated. */
export function findChanges(
  { old, new: fresh }: Both,
  known: ReadonlySet<string> = new Set(),
): Review {
  const all = compare({ old: old.contract, new: fresh.contract })
  const changes = all.changes.filter((one) => !known.has(one.fingerprint))
  return { ...all, changes }
}

export function recordChanges(
  found: Review,
  {
    old,
    new: fresh,
    failOn,
    acceptances = [],
    followsOf,
    impacts,
  }: Both & {
    readonly failOn: FailOn
    readonly acceptances?: readonly Acceptance[]
    readonly followsOf?: FollowsOf | undefined
    readonly impacts?: Impacts
  },
): ReviewRecord {
  const today = dayOf(Date.now())
  const fingerprints = found.changes.map(({ fingerprint }) => fingerprint)
  const accepted = accept(fingerprints, { acceptances, today })
  const outcome = outcomeOf(found, { failOn, accepted })
  return recordOf(found, {
    old,
    new: fresh,
    outcome,
    accepted,
    ...(followsOf && { followsOf }),
    ...(impacts && { impacts }),
  })
}
