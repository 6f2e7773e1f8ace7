/** Causes: findings that one repair would mend, as one thing to read. */
import { entryOf } from '../../checks/catalog.ts'
import type { GateFinding } from '../../gate/decide.ts'
import { groupBy } from '../../model/group-by.ts'

export type Cause = Pick<
  GateFinding,
  'code' | 'class' | 'effect' | 'at' | 'since' | 'blame'
> & {
  readonly title: string
  readonly hint: string
  readonly findings: readonly [GateFinding, ...GateFinding[]]
  /** `PUT /client_sessions/create`; none where the package shows it. */
  readonly operations: readonly string[]
  /** Ids of conditions, and `scenarios`. */
  readonly conditions: readonly string[]
  /** Each thing that was received, once. */
  readonly received: readonly string[]
}

/** What a reader asks for, in this order. */
export type CausesByPart = {
  readonly fresh: readonly Cause[]
  readonly carriedOver: readonly Cause[]
  readonly accepted: readonly Cause[]
  readonly notes: readonly Cause[]
  /** Plain HTTP shows it, too. */
  readonly ofApi: readonly Cause[]
}

export function causesByPart(findings: readonly GateFinding[]): CausesByPart {
  const causesIn = (part: Part): readonly Cause[] =>
    causesOf(findings.filter((it) => partOf(it) === part))
  return {
    fresh: causesIn('new'),
    carriedOver: causesIn('carried-over'),
    accepted: causesIn('accepted'),
    notes: causesIn('notes'),
    ofApi: causesIn('api'),
  }
}

type Part = 'api' | 'notes' | 'new' | 'carried-over' | 'accepted'

function partOf({ blame, effect, since }: GateFinding): Part {
  if (blame === 'api') return 'api'
  return effect === 'listed' ? 'notes' : since
}

/** In the order of the findings: the heaviest first. */
function causesOf(findings: readonly GateFinding[]): readonly Cause[] {
  const groups = groupBy(
    findings,
    ({ code, at, since }) => `${code} ${at} ${since}`,
  )
  return [...groups.values()].map((group): Cause => {
    const [{ code, class: name, effect, at, since, blame }] = group
    const { title, hint } = entryOf(group[0])
    return {
      code,
      class: name,
      effect,
      at,
      since,
      blame,
      title,
      hint,
      findings: group,
      operations: once(group.map(({ operation }) => operation)),
      conditions: once(
        group.map(({ operation, condition }) =>
          operation === '' ? '' : (condition ?? 'scenarios'),
        ),
      ),
      received: once(group.map(({ received }) => received)),
    }
  })
}

function once(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].filter((text) => text !== '')
}

/** `PUT /client_sessions/create and 6 more · rejected, invalid and 3 more` */
export function whereOf(
  { operations, conditions, findings }: Cause,
  { most }: { readonly most: number },
): string {
  const names = findings.map(({ key }) => key)
  const places = operations.length === 0 ? once(names) : operations
  return [shortened(places, most), shortened(conditions, most)]
    .filter((part) => part !== '')
    .join(' · ')
}

export function shortened(texts: readonly string[], most: number): string {
  const shown = texts.slice(0, most).join(', ')
  const more = texts.length - most
  return more > 0 ? `${shown} and ${more} more` : shown
}
