/** What sweeps did, as lines for the terminal. */
import type { Swept, SweptItem } from '../../model/swept.ts'
import { visible } from '../../secrets/visible.ts'

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
  const groups = new Map<string, string[]>()
  for (const { status, when, what, reason } of items) {
    const name = `${words[status]}${moments[when]}`
    const why = reason === undefined ? '' : `: ${reason}`
    const line = visible(`${what}${why}`, 300)
    groups.set(name, [...(groups.get(name) ?? []), line])
  }
  return [...groups].map(([name, lines]) => ({
    name: `${name} (${lines.length})`,
    items: lines,
  }))
}

/** The name of each group, then a line for each of its items. */
export function sweptLines({ items, notes }: Swept): readonly string[] {
  return [
    ...sweptGroups({ items }).flatMap((group) => [
      group.name,
      ...group.items.slice(0, shownAtMost).map((line) => `  ${line}`),
      ...(group.items.length > shownAtMost
        ? [`  … and ${group.items.length - shownAtMost} more`]
        : []),
    ]),
    ...notes.map((note) => visible(note, 500)),
  ]
}
