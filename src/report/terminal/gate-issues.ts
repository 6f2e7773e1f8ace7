/** The known issues of the gate in the terminal: what is accepted, and which
 * entries change nothing. */
import { entryOf } from '../../checks/catalog.ts'
import type { GateFinding } from '../../gate/decide.ts'
import type { GateResult } from '../../gate/gate.ts'
import { groupBy } from '../../model/group-by.ts'
import { expiredLine, staleLine, termsOf } from './accepted-lines.ts'

export function gateIssueLines({
  findings,
  knownIssues: { expired, stale },
}: Pick<GateResult, 'findings' | 'knownIssues'>): readonly string[] {
  const accepted = findings.filter(({ since }) => since === 'accepted')
  const groups = groupBy(
    accepted,
    (it) => `${it.code} ${it.at} ${termsOf(it.accepted)}`,
  )
  return [
    ...block(`Accepted (${accepted.length})`, [...groups.values()].map(lineOf)),
    ...block(`Known issues without effect (${expired.length + stale.length})`, [
      ...expired.map(expiredLine),
      ...stale.map(staleLine),
    ]),
  ]
}

function lineOf(group: readonly [GateFinding, ...GateFinding[]]): string {
  const [first] = group
  const times = group.length > 1 ? ` ×${group.length}` : ''
  return `${first.code}${times}: ${entryOf(first).title}, ${first.at}: ${termsOf(first.accepted)}`
}

/** So many of each have a line. */
const most = 2

function block(title: string, lines: readonly string[]): readonly string[] {
  if (lines.length === 0) return []
  const more = lines.length - most
  return [
    title,
    ...lines.slice(0, most).map((line) => `  ${line}`),
    ...(more > 0 ? [`  and ${more} more`] : []),
  ]
}
