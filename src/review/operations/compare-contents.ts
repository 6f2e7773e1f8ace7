/** Compares the media types of a body, and the schemas of each. */
import type { Delta, MemberDelta, Side } from '../schemas/delta.ts'
import type { Both, Child } from '../schemas/pairing.ts'
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
  const delta = (name: string, event: 'removed' | 'new'): MemberDelta => ({
    kind: 'member',
    of: 'content-type',
    event,
    name,
    isRequired: false,
    isClosed: false,
    before: event === 'removed' ? name : 'absent',
    after: event === 'removed' ? 'absent' : name,
    ...places,
  })
  const missing = [...old.keys()].filter((name) => !fresh.has(name))
  const added = [...fresh.keys()].filter((name) => !old.has(name))
  return {
    deltas: [
      ...missing.map((name) => delta(name, 'removed')),
      ...added.map((name) => delta(name, 'new')),
    ],
    children: [...old].flatMap(([name, spot]) => {
      const after = fresh.get(name)
      if (!after) return []
      return [{ step: '', pairing: { side, old: spot, new: after } }]
    }),
  }
}
