/** What a change of a contract hits, in the terminal. */
import { groupBy } from '../../model/group-by.ts'
import { plural } from '../../model/plural.ts'
import type { Impact } from '../../review/impact/impact.ts'
import { visible } from '../../secrets/visible.ts'

/** The reports for machines have all of them. */
const mostShown = 2

/** A line for each kind that is hit. */
export function impactLines(impact: Impact): readonly string[] {
  const { scenarios, cells, sdks, samples } = impact
  const byId = [...groupBy(scenarios, ({ id }) => id)]
  return [
    line(
      byId.map(([id, [{ place }]]) => `${id} (${place})`),
      `${plural(byId.length, 'scenario')} ${byId.length === 1 ? 'breaks' : 'break'}`,
    ),
    line(
      cells.map((it) => `${it.case} ${it.before} → ${it.after}`),
      'cells of the authentication matrix',
    ),
    line(
      sdks.map((it) => `${it.package} ${it.versions} ${it.how}`),
      'SDKs',
    ),
    ...[...groupBy(samples, ({ how }) => how)].map(([how, group]) =>
      line(
        group.map(({ page, line: at }) => `${page}:${at}`),
        `${plural(group.length, 'published sample')} ${how}`,
      ),
    ),
  ].flat()
}

function line(all: readonly string[], title: string): readonly string[] {
  if (all.length === 0) return []
  const shown = all.slice(0, mostShown).map((text) => visible(text, 160))
  const more = all.length - shown.length
  return [`${title}: ${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`]
}
