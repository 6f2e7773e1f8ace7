/** Renames: pairs of a removed and a new thing that may be the same. Only hints:
 * callers and readers fail all the same. */
import { groupBy } from '../model/group-by.ts'
import type { Code } from './codes/codes.ts'
import type { Change } from './roots.ts'

export type Rename = {
  readonly kind: 'operation' | 'property' | 'parameter' | 'scheme'
  readonly from: string
  readonly to: string
  readonly sureness: 'likely' | 'possible'
}

const pairs: readonly (readonly [Rename['kind'], Code, Code])[] = [
  ['property', 'reply-property-removed', 'reply-property-new'],
  ['parameter', 'request-parameter-removed', 'request-parameter-new'],
  ['scheme', 'auth-alternative-removed', 'auth-alternative-new'],
  ['operation', 'operation-removed', 'operation-new'],
]

/** Where more things fit, none of them is a hint. */
const mostPossible = 10

/** Properties of one object with one shape; schemes of the same operations;
 * operations with the same method and last word. */
export function findRenames(changes: readonly Change[]): readonly Rename[] {
  return pairs.flatMap(([kind, removed, added]) => {
    const old = changes.filter(({ code }) => code === removed)
    const fresh = groupBy(
      changes.filter(({ code }) => code === added),
      (to) => signOf(kind, to),
    )
    return old.flatMap((from) => {
      const fitting = fresh.get(signOf(kind, from)) ?? []
      if (fitting.length > mostPossible) return []
      const sureness = fitting.length === 1 ? 'likely' : 'possible'
      return fitting.map((to): Rename => ({
        kind,
        from: from.at,
        to: to.at,
        sureness,
      }))
    })
  })
}

/** Equal for what may be the same. */
function signOf(kind: Rename['kind'], change: Change): string {
  const { at, code, operations, before, after } = change
  if (kind === 'operation') return lastWord(at)
  // Two credentials that go together are no one credential.
  if (kind === 'scheme')
    return JSON.stringify([operations, at.includes(', ') ? code : ''])
  const shape = code.endsWith('-new') ? after : before
  return JSON.stringify([operations, shape, above(at)])
}

/** `GET /a/list` → `GET list`. */
function lastWord(key: string): string {
  const [method = '', path = ''] = key.split(' ')
  return `${method} ${path.split('/').at(-1)}`
}

function above(at: string): string {
  return at.slice(0, Math.max(0, at.lastIndexOf('.')))
}
