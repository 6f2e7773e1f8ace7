/** Renames: pairs of a removed and a new thing that may be the same. Only hints:
 * callers and readers fail all the same. */
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

export function findRenames(changes: readonly Change[]): readonly Rename[] {
  return pairs.flatMap(([kind, removed, added]) => {
    const old = changes.filter(({ code }) => code === removed)
    const fresh = changes.filter(({ code }) => code === added)
    return old.flatMap((from) => {
      const fitting = fresh.filter((to) => mayBeSame(kind, { from, to }))
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

/** Properties of one object with one shape; schemes of the same operations;
 * operations with the same method and last word. */
function mayBeSame(
  kind: Rename['kind'],
  { from, to }: { readonly from: Change; readonly to: Change },
): boolean {
  if (kind === 'operation') return lastWord(from.at) === lastWord(to.at)
  const isUsedAlike = from.operations.join() === to.operations.join()
  if (kind === 'scheme')
    return isUsedAlike && ![from.at, to.at].some((at) => at.includes(', '))
  return isUsedAlike && from.before === to.after && above(from) === above(to)
}

/** `GET /a/list` → `GET list`. */
function lastWord(key: string): string {
  const [method = '', path = ''] = key.split(' ')
  return `${method} ${path.split('/').at(-1)}`
}

function above({ at }: Change): string {
  return at.slice(0, Math.max(0, at.lastIndexOf('.')))
}
