/** The findings of the sweep after a run: what the API created unasked, or did not
 * delete. */
import type { AcceptedBy } from '../model/acceptance.ts'
import { checkCleanup, checkForeign } from '../checks/cleanup.ts'
import { fingerprintOf } from '../model/finding.ts'
import type { Finding } from '../model/finding.ts'
import { groupBy } from '../model/group-by.ts'
import type { OutcomeRecord } from '../model/outcome.ts'
import type { Swept, SweptItem } from '../model/swept.ts'
import { visible } from '../secrets/visible.ts'
import { factsOf } from './group.ts'
import type { Grouped } from './group.ts'

/** In place of a case. */
export const afterLastCase = 'after the last case'

const afterwards = { case: afterLastCase, step: 'sweep' } as const

/** Adds them to the findings of the cases. */
export function withSwept(
  grouped: readonly Grouped[],
  {
    swept,
    outcomes,
    accepted,
  }: {
    readonly swept: Swept
    readonly outcomes: readonly OutcomeRecord[]
    readonly accepted: ReadonlyMap<string, AcceptedBy>
  },
): readonly Grouped[] {
  const found = groupBy(swept.items.flatMap(findingsOf), fingerprintOf)
  const drivers = [...new Set(outcomes.map(({ driver }) => driver))]
  const added = new Map(
    [...found].map(([fingerprint, [first, ...rest]]) => {
      const name = visible(fingerprint)
      const by = accepted.get(name)
      const finding = by ? { ...first, accepted: by } : first
      const group = toGroup(finding, { times: 1 + rest.length, drivers })
      return [name, group] as const
    }),
  )
  const known = new Set(grouped.map(({ fingerprint }) => fingerprint))
  return [
    ...grouped.map((it) => ({
      ...it,
      occurrences:
        it.occurrences + (added.get(it.fingerprint)?.occurrences ?? 0),
    })),
    ...[...added.values()].filter((it) => !known.has(it.fingerprint)),
  ]
}

function toGroup(
  finding: Finding,
  {
    times,
    drivers,
  }: { readonly times: number; readonly drivers: readonly string[] },
): Grouped {
  return {
    ...factsOf(finding),
    occurrences: times,
    cases: [afterLastCase],
    seenAt: drivers.map((driver) => ({ ...afterwards, driver })),
    drivers,
    place: afterLastCase,
  }
}

function findingsOf({
  fault,
  what,
  reason = '',
}: SweptItem): readonly Finding[] {
  if (!fault) return []
  const said = `${what}: ${reason}`
  if (fault === 'unasked')
    return [checkForeign({ operation: creating, reason: said })]
  const status = fault === 'undeleted' ? 'failed' : 'unclear'
  const operation = deleting
  return [checkCleanup({ operation, status, isReadAgain: true, reason: said })]
}

const creating = { key: 'POST /client_sessions/create' } as const
const deleting = { key: 'POST /client_sessions/delete' } as const
