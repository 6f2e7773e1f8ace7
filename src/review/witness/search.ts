/** Searches for values, and whole exchanges, that show a difference. */
import type { JsonValue } from '../../model/contract.ts'
import type { Link } from '../difference.ts'
import type { Surface } from '../operations/surface.ts'
import type { Delta, Side } from '../schemas/delta.ts'
import type { Both, Pairing } from '../schemas/pairing.ts'
import type { Shapes } from '../schemas/shape.ts'
import { embed } from './embed.ts'
import {
  replyAround,
  requestAround,
  type Example,
  type Part,
} from './example.ts'
import type { Found } from './found.ts'
import type { Broken, SchemaJudge } from './judge.ts'
import { makingOf } from './making.ts'
import { isAcceptedText } from './texts.ts'
import { valuesOf } from './values.ts'
import { wordsOf } from './words.ts'

export type Search = {
  readonly delta: Delta
  readonly route: readonly Link[]
  readonly shapes: Both<Shapes>
  readonly allowedBy: 'old' | 'new'
  readonly refusedBy: 'old' | 'new'
  readonly allowing: SchemaJudge
  readonly refusing: SchemaJudge
  readonly surface: Surface | undefined
}

/** Undefined where no value is found, or a schema does not compile. */
export function find(search: Search, side: Side): Found | undefined {
  const { delta, route, shapes, allowedBy, refusedBy, refusing } = search
  const target: Pairing | undefined = route.at(-1)?.pairing
  if (!target) return undefined
  try {
    const making = makingOf(shapes[allowedBy], { judge: search.allowing, side })
    const { isValid } = making
    const others = shapes[refusedBy].shapeOf(target[refusedBy]).alternatives
    const values = valuesOf(target[allowedBy], {
      ...making,
      others,
      ...(delta.kind === 'member'
        ? { property: delta.name }
        : { isChoice: delta.isChoice === true }),
    })
    for (const value of values) {
      const broken = refusing(target[refusedBy], value)
      const reason = broken.find((one) => isReason(one, delta))
      if (!reason || !isValid(target[allowedBy], value)) continue
      const whole = embed(value, { route, which: allowedBy, making })
      const [part] = route
      if (whole === undefined || !part) continue
      const isAllowed = (one: JsonValue): boolean =>
        refusing(part.pairing[refusedBy], one).length === 0
      const isShown =
        isValid(part.pairing[allowedBy], whole) &&
        !isAllowed(whole) &&
        !isAcceptedText(whole, { part, allowedBy, refusedBy, isAllowed })
      if (!isShown) continue
      const label = part.step || 'body'
      const example = exampleOf({ label, value: whole }, { search, side })
      return {
        part: label,
        value: whole,
        rule: reason.rule,
        ...(example && { example }),
      }
    }
  } catch {
    return undefined // a schema that ajv cannot compile
  }
  return undefined
}

function exampleOf(
  part: Part,
  { search, side }: { readonly search: Search; readonly side: Side },
): Example | undefined {
  const { surface, allowedBy, route, shapes } = search
  if (!surface) return undefined
  const making = makingOf(shapes[allowedBy], { judge: search.allowing, side })
  if (side === 'request') return requestAround(part, { surface, making })
  const spot = route[0]?.pairing[allowedBy] ?? []
  return replyAround(part, { surface, spot, making })
}

/** The smallest request or response without a part that the other contract
 * requires. */
export function withoutMember(search: Search, side: Side): Found | undefined {
  const { delta, surface, shapes, allowedBy, refusedBy } = search
  const isMissing =
    delta.kind === 'member' &&
    delta.isRequired &&
    (delta.of === 'parameter' || delta.of === 'body' || delta.of === 'header')
  const events = ['new', 'became-required', 'became-optional']
  if (!isMissing || !surface || !events.includes(delta.event)) return undefined
  try {
    const making = makingOf(shapes[allowedBy], { judge: search.allowing, side })
    const example =
      side === 'request'
        ? requestAround(undefined, { surface, making })
        : replyAround(undefined, { surface, spot: delta[allowedBy], making })
    if (!example) return undefined
    const { operation: _, ...value } = example
    const part = side === 'request' ? 'request' : 'response'
    const rule = `${delta[refusedBy]}/required`
    return { part, value, rule, example }
  } catch {
    return undefined // a schema that ajv cannot compile
  }
}

/** Whether the value is refused because of this difference. */
function isReason({ keyword, missing }: Broken, delta: Delta): boolean {
  if (delta.kind === 'member')
    return missing === delta.name || keyword === 'additionalProperties'
  return wordsOf[delta.aspect].includes(keyword)
}
