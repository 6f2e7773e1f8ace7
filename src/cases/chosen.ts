/** The cases that the person chose, by tag and by title or id. */
import type { Settings } from '../config/settings.ts'
import type { Case } from '../model/scenario.ts'

export function isChosenBy({
  tags,
  grep,
}: Pick<Settings, 'tags' | 'grep'>): (item: Case) => boolean {
  return ({ scenario, id, title }) =>
    (tags.length === 0 || scenario.tags.some((tag) => tags.includes(tag))) &&
    (!grep || grep.test(id) || grep.test(title))
}
