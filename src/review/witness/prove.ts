/** Proves changes: finds a value that one contract allows and the other one
 * refuses. */
import type { Code } from '../codes/codes.ts'
import type { Difference } from '../difference.ts'
import type { Surface } from '../operations/surface.ts'
import type { Side } from '../schemas/delta.ts'
import type { Both } from '../schemas/pairing.ts'
import type { Shapes } from '../schemas/shape.ts'
import type { JudgeOf } from './judges.ts'
import type { Found } from './found.ts'
import { find, withoutMember, type Search } from './search.ts'

export type Witness = Found & {
  readonly of: Side
  readonly allowedBy: 'old' | 'new'
  readonly refusedBy: 'old' | 'new'
}

export type Proof = {
  /** `for-all`: it holds for every exchange. `rule`: by the rules alone. `none
   * found`: only an example could prove it, and none was found. */
  readonly proof: 'witness' | 'for-all' | 'rule' | 'none found'
  readonly witness?: Witness
}

export type Prove = (difference: Difference) => Proof

/** Every exchange that uses it is hit, whatever its values. */
const forAll: ReadonlySet<Code> = new Set<Code>([
  'operation-removed',
  'auth-alternative-removed',
  'auth-scope-demanded',
  'auth-demanded',
  'auth-combined',
  'auth-opened',
  'auth-scheme-changed',
  'server-removed',
  'server-changed',
  'request-parameter-moved',
  'request-content-type-removed',
  'request-body-required',
  'request-body-new-required',
  'reply-property-removed',
  'reply-property-write-only',
  'reply-body-undocumented',
  'reply-tag-changed',
  'reply-status-removed',
  'reply-header-removed',
  'reply-content-type-removed',
])

/** For more changes of one review no example is looked for. */
const mostExamples = 500

export function createProver({
  judgeOf,
  shapes,
  surfaces,
}: {
  readonly judgeOf: JudgeOf
  readonly shapes: Both<Shapes>
  /** By the key of the new operation. */
  readonly surfaces: ReadonlyMap<string, Both<Surface>>
}): Prove {
  let looked = 0
  return (difference) => {
    const { delta, route, side, code, operation, witness: given } = difference
    if (given && side !== 'operation')
      return { proof: 'witness', witness: { ...directionOf(side), ...given() } }
    const proof = forAll.has(code) ? 'for-all' : 'rule'
    if (!delta || !route || side === 'operation') return { proof }
    const of = directionOf(side)
    const { allowedBy, refusedBy } = of
    const search: Search = {
      delta,
      route,
      shapes,
      allowedBy,
      refusedBy,
      allowing: judgeOf(allowedBy, side),
      refusing: judgeOf(refusedBy, side),
      surface: surfaces.get(operation)?.[allowedBy],
    }
    if (route.length === 0) {
      // Each request without a parameter that is now required is refused.
      const witness = withoutMember(search, side)
      return {
        proof: delta.kind === 'member' ? 'for-all' : 'rule',
        ...(witness && { witness: { ...of, ...witness } }),
      }
    }
    if (proof === 'for-all' || ++looked > mostExamples) return { proof }
    const found = find(search, side)
    const isDoubtful =
      isUndecided(search) || (delta.kind === 'rule' && delta.needsExample)
    if (!found) return { proof: isDoubtful ? 'none found' : 'rule' }
    return { proof: 'witness', witness: { ...of, ...found } }
  }
}

/** No rule says whether one pattern contains the other, or how many variants a value
 * satisfies. What one variant allows others may allow; no example shows what a tag
 * chooses. */
function isUndecided({ delta, route, shapes, ...search }: Search): boolean {
  if (delta.kind !== 'rule') return false
  if (delta.aspect !== 'variants') return delta.aspect === 'pattern'
  if (delta.isChoice) return true
  const pairing = route.at(-1)?.pairing
  const [allowed, refused] = [search.allowedBy, search.refusedBy].map(
    (which) => shapes[which].shapeOf(pairing?.[which] ?? []).alternatives,
  )
  const isTagged = allowed?.some(({ tag }) => tag !== undefined)
  return !isTagged && refused?.length !== 0
}

/** A request of the old contract must stay allowed; a response of the new one
 * must have been. */
function directionOf(side: Side): Omit<Witness, keyof Found> {
  return side === 'request'
    ? { of: side, allowedBy: 'old', refusedBy: 'new' }
    : { of: side, allowedBy: 'new', refusedBy: 'old' }
}
