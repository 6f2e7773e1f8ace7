/** What sweeps did, as lines for the terminal. */
import { groupBy } from '../../model/group-by.ts'
import type { Swept, SweptItem } from '../../model/swept.ts'
import { visible } from '../../secrets/visible.ts'
import { capped } from './capped.ts'

const words: Readonly<Record<SweptItem['status'], string>> = {
  removed: 'deleted',
  found: 'would be deleted',
  gone: 'already gone',
  left: 'LEFT BEHIND',
  unclear: 'UNCLEAR',
}

const moments: Readonly<Record<SweptItem['when'], string>> = {
  before: ', before the first case',
  after: ', after the last case',
  'by hand': '',
}

/** Items shown of each kind. */
const shownAtMost = 20

export type SweptGroup = {
  /** `deleted, before the first case (2)` */
  readonly name: string
  /** One for each, in one line. */
  readonly items: readonly string[]
}

/** Grouped by what the sweep did, and when. */
export function sweptGroups({
  items,
}: Pick<Swept, 'items'>): readonly SweptGroup[] {
  const groups = groupBy(
    items,
    ({ status, when }) => `${words[status]}${moments[when]}`,
  )
  return [...groups].map(([name, group]) => ({
    name: `${name} (${group.length})`,
    items: group.map(lineOf),
  }))
}

function lineOf({ what, reason }: SweptItem): string {
  return visible(reason === undefined ? what : `${what}: ${reason}`, 300)
}

/** The name of each group, then a line for each of its items. */
export function sweptLines({ items, notes }: Swept): readonly string[] {
  return [
    ...sweptGroups({ items }).flatMap((group) => [
      group.name,
      ...capped(group.items, shownAtMost),
    ]),
    ...notes.map((note) => visible(note, 500)),
  ]
}
