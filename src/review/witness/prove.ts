/** Proves changes: finds a value that one contract allows and the other one
 * refuses. */
import type { JsonValue } from '../../model/contract.ts'
import type { Code } from '../codes/codes.ts'
import type { Difference, Link } from '../difference.ts'
import type { Delta, Side } from '../schemas/delta.ts'
import type { Documents, Pairing } from '../schemas/pairing.ts'
import type { Shapes } from '../schemas/shape.ts'
import type { Both } from '../schemas/pairing.ts'
import { embed } from './embed.ts'
import { createJudge, type Broken, type SchemaJudge } from './judge.ts'
import { valuesOf } from './values.ts'
import { wordsOf } from './words.ts'

export type Witness = {
  readonly of: Side
  /** `body`, or the parameter or header that the value is of. */
  readonly part: string
  readonly allowedBy: 'old' | 'new'
  readonly refusedBy: 'old' | 'new'
  readonly value: JsonValue
  /** JSON pointer of the rule that refuses it. */
  readonly rule: string
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

export function createProver(
  documents: Documents,
  shapes: Both<Shapes>,
): Prove {
  const judges = new Map<string, SchemaJudge>()
  const judgeOf = (which: 'old' | 'new', side: Side): SchemaJudge => {
    const key = `${which} ${side}`
    const judge = judges.get(key) ?? createJudge(documents[which], side)
    judges.set(key, judge)
    return judge
  }
  return (difference) => {
    if (forAll.has(difference.code)) return { proof: 'for-all' }
    const { delta, route, side } = difference
    if (!delta || !route || side === 'operation') return { proof: 'rule' }
    // Each request without a parameter that is now required is refused.
    if (route.length === 0)
      return { proof: delta.kind === 'member' ? 'for-all' : 'rule' }
    const allowedBy = side === 'request' ? 'old' : 'new'
    const refusedBy = side === 'request' ? 'new' : 'old'
    const found = find({
      delta,
      route,
      shapes,
      allowedBy,
      refusedBy,
      allowing: judgeOf(allowedBy, side),
      refusing: judgeOf(refusedBy, side),
    })
    // No rule says whether one pattern contains the other.
    const isPattern = delta.kind === 'rule' && delta.aspect === 'pattern'
    if (!found) return { proof: isPattern ? 'none found' : 'rule' }
    const witness = { of: side, allowedBy, refusedBy, ...found } as const
    return { proof: 'witness', witness }
  }
}

type Search = {
  readonly delta: Delta
  readonly route: readonly Link[]
  readonly shapes: Both<Shapes>
  readonly allowedBy: 'old' | 'new'
  readonly refusedBy: 'old' | 'new'
  readonly allowing: SchemaJudge
  readonly refusing: SchemaJudge
}

type Found = Pick<Witness, 'part' | 'value' | 'rule'>

/** Undefined where no value is found, or a schema does not compile. */
function find(search: Search): Found | undefined {
  const { delta, route, shapes, allowedBy, refusedBy, allowing, refusing } =
    search
  const target: Pairing | undefined = route.at(-1)?.pairing
  if (!target) return undefined
  try {
    const isValid = (spot: readonly string[], value: JsonValue): boolean =>
      allowing(spot, value).length === 0
    const making = { shapes: shapes[allowedBy], others: [], isValid }
    const others = shapes[refusedBy].shapeOf(target[refusedBy]).alternatives
    const values = valuesOf(target[allowedBy], { ...making, others })
    for (const value of values) {
      const broken = refusing(target[refusedBy], value)
      const reason = broken.find((one) => isReason(one, delta))
      if (!reason || !isValid(target[allowedBy], value)) continue
      const whole = embed(value, { route, which: allowedBy, making })
      const [part] = route
      if (whole === undefined || !part) continue
      const isShown =
        isValid(part.pairing[allowedBy], whole) &&
        refusing(part.pairing[refusedBy], whole).length > 0
      if (!isShown) continue
      return { part: part.step || 'body', value: whole, rule: reason.rule }
    }
  } catch {
    return undefined // a schema that ajv cannot compile
  }
  return undefined
}

/** Whether the value is refused because of this difference. */
function isReason({ keyword, missing }: Broken, delta: Delta): boolean {
  if (delta.kind === 'member')
    return missing === delta.name || keyword === 'additionalProperties'
  return wordsOf[delta.aspect].includes(keyword)
}
