/** The lines of a comparison: by path, what differs, and who owns it. */
import type { Difference } from '../../gate/beside.ts'
import type { Comparison } from '../../gate/compare.ts'
import { groupBy } from '../../model/group-by.ts'
import { plural } from '../../model/plural.ts'

export function compareLines({
  parties,
  differences,
  notJudged,
  calls,
  durationMs,
}: Comparison): readonly string[] {
  const paths = groupBy(differences, ({ path }) => path)
  return [
    ...[...paths].flatMap(([path, ofPath]) => [
      path,
      ...ofPath.flatMap(linesOf),
      '',
    ]),
    ...(notJudged.length === 0 ? [] : ['Not judged']),
    ...notJudged.map(({ what, reason }) => `  ${what}: ${reason}`),
    `${plural(differences.length, 'difference')} between ${parties.join(', ')}`,
    `  ${plural(calls, 'call')}, ${(durationMs / 1000).toFixed(1)} s`,
  ]
}

function linesOf({ what, conditions, owners }: Difference): readonly string[] {
  const where = conditions.length === 0 ? '' : ` (${conditions.join(', ')})`
  return [`  ${what}${where}`, `      owner: ${owners.join(', ')}`]
}
