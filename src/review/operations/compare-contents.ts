/** Compares the media types of a body, and the schemas of each. */
import type { Delta, Event, MemberDelta, Side } from '../schemas/delta.ts'
import type { Both, Child } from '../schemas/pairing.ts'
import { contentFor, hasBelow, namesOf } from './governing.ts'
import type { Contents } from './surface.ts'

/** Differences at the top of an exchange, and the schemas below it. */
export type Part = {
  readonly deltas: readonly Delta[]
  readonly children: readonly Child[]
}

export function compareContents(
  { old, new: fresh }: Both<Contents>,
  { side, places }: { readonly side: Side; readonly places: Both<string> },
): Part {
  const delta = (name: string, event: Event): MemberDelta => ({
    kind: 'member',
    of: 'content-type',
    event,
    name,
    isRequired: false,
    isClosed: false,
    before: event === 'new' ? 'absent' : name,
    after: textOfNew(event, { name, fresh }),
    ...places,
  })
  const parts = namesOf(old, fresh).map((name): Part => {
    const before = contentFor(old, name)
    const after = contentFor(fresh, name)
    if (before && after) {
      const pairing = { side, old: before, new: after }
      return { deltas: [], children: [{ step: '', pairing }] }
    }
    const isNarrowed = side === 'reply' && hasBelow(fresh, name)
    const event = before ? (isNarrowed ? 'narrowed' : 'removed') : 'new'
    return { deltas: [delta(name, event)], children: [] }
  })
  return joined(parts)
}

export function joined(parts: readonly Part[]): Part {
  return {
    deltas: parts.flatMap(({ deltas }) => deltas),
    children: parts.flatMap(({ children }) => children),
  }
}

function textOfNew(
  event: Event,
  { name, fresh }: { readonly name: string; readonly fresh: Contents },
): string {
  if (event === 'removed') return 'absent'
  return event === 'new' ? name : [...fresh.keys()].join(', ')
}
