/** What sweeps did, as lines for a terminal. */
import type { Swept, SweptItem } from '../swept.ts'
import { visible } from './visible.ts'

const words: Readonly<Record<SweptItem['status'], string>> = {
  removed: 'removed',
  found: 'would be removed',
  gone: 'gone already',
  left: 'LEFT BEHIND',
  unclear: 'UNCLEAR',
}

const moments: Readonly<Record<SweptItem['when'], string>> = {
  before: ', before the first case',
  after: ', after the last case',
  'by hand': '',
}

/** Most that is shown of one kind: a terminal is no archive. */
const shownAtMost = 20

/** `removed, before the first case (2)`, then one line for each. */
export function sweptLines({ items, notes }: Swept): readonly string[] {
  const groups = new Map<string, SweptItem[]>()
  for (const item of items) {
    const name = `${words[item.status]}${moments[item.when]}`
    groups.set(name, [...(groups.get(name) ?? []), item])
  }
  return [
    ...[...groups].flatMap(([name, group]) => [
      `${name} (${group.length})`,
      ...group.slice(0, shownAtMost).map(line),
      ...(group.length > shownAtMost
        ? [`  … and ${group.length - shownAtMost} more`]
        : []),
    ]),
    ...notes.map((note) => visible(note, 500)),
  ]
}

function line({ what, reason }: SweptItem): string {
  const why = reason === undefined ? '' : `: ${reason}`
  return `  ${visible(`${what}${why}`, 300)}`
}
