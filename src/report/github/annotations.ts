/** The changes of a review as annotations for GitHub Actions: each at its line
 * of the new contract. */
import { pathInRepository } from '../../config/repository.ts'
import type { Annotation } from '../../secrets/terminal.ts'
import { visible } from '../../secrets/visible.ts'
import type { ChangeRecord, ReviewRecord } from '../review-record.ts'
import { firstOf, titleOf, whom } from '../review-words.ts'

/** GitHub drops what a step prints beyond ten errors and ten warnings. */
const mostOfOneLevel = 10

/** The worst first. */
export function annotationsOf({
  changes,
  notCompared,
  new: { file },
}: ReviewRecord): readonly Annotation[] {
  const counted = changes.filter(({ accepted }) => !accepted)
  const of = (level: ChangeRecord['level']): readonly Annotation[] =>
    counted.filter((change) => change.level === level).map(annotationOf)
  return [
    ...limited(of('breaking')),
    ...limited([
      ...of('risky'),
      ...notCompared.map(({ at, why }): Annotation => ({
        level: 'warning',
        title: 'not-compared',
        ...fileAt(file),
        message: `${visible(at)}: ${visible(why)}`,
      })),
    ]),
  ]
}

/** The last one says how many more there are. */
function limited(all: readonly Annotation[]): readonly Annotation[] {
  const shown = all.slice(0, mostOfOneLevel)
  const more = all.length - shown.length
  return shown.map((one, index) =>
    more > 0 && index === shown.length - 1
      ? { ...one, message: `${one.message}\n… and ${more} more in the log` }
      : one,
  )
}

function annotationOf(change: ChangeRecord): Annotation {
  const { level, code, at, before, after, who, why, operations } = change
  const { shown, more } = firstOf(operations)
  const names = shown.map((name) => visible(name)).join(', ')
  return {
    level: level === 'breaking' ? 'error' : 'warning',
    title: code,
    ...placeIn(change.new.place),
    message: [
      `${visible(at)}: ${titleOf(change)}: ${visible(before)} → ${visible(after)}.`,
      `${why} It hits ${whom[who]} of ${names}${more > 0 ? ` and ${more} more` : ''}.`,
    ].join('\n'),
  }
}

/** `schemas/client-sessions.json:1058` */
function placeIn(place: string): Pick<Annotation, 'file' | 'line'> {
  const [, file, line] = /^(.*):(\d+)$/.exec(place) ?? []
  if (file === undefined) return {}
  const path = fileAt(file)
  return path.file === undefined ? {} : { ...path, line: Number(line) }
}

function fileAt(file: string): Pick<Annotation, 'file'> {
  const path = pathInRepository(file)
  return path === undefined ? {} : { file: path }
}
