/** Embeds a value in the smallest exchange that holds it. */
import type { JsonValue } from '../../model/contract.ts'
import type { Link } from '../difference.ts'
import type { Alternative } from '../schemas/alternative.ts'
import { membersOf } from '../schemas/members.ts'
import type { Making } from './making.ts'
import { distinctItems, leastObject } from './values.ts'

type Embedding = {
  /** From the top of the exchange to the place of the value. */
  readonly route: readonly Link[]
  readonly which: 'old' | 'new'
  readonly making: Making
}

/** Undefined where no such exchange is found. */
export function embed(
  value: JsonValue,
  { route, which, making }: Embedding,
): JsonValue | undefined {
  let whole: JsonValue | undefined = value
  for (let index = route.length - 1; index > 0; index--) {
    const step = route[index]?.step ?? ''
    const spot = route[index - 1]?.pairing[which]
    if (!spot || whole === undefined) return undefined
    const inner: JsonValue = whole
    const { alternatives } = making.shapes.shapeOf(spot)
    whole = alternatives
      .map((one) => around(inner, { step, one, making }))
      .find((made) => made !== undefined && making.isValid(spot, made))
  }
  return whole
}

function around(
  value: JsonValue,
  {
    step,
    one,
    making,
  }: {
    readonly step: string
    readonly one: Alternative
    readonly making: Making
  },
): JsonValue | undefined {
  if (step === '[]') {
    const more = Math.max(1, one.count.from) - 1
    const fillers = distinctItems(one, making)
    const rest = Array.from({ length: more }, (_, at) => fillers[at] ?? value)
    return [value, ...rest]
  }
  const name = step === '*' ? 'other' : step
  const { named, others } = membersOf(one)
  if (!named.has(name) && !others?.length) return undefined
  const least = leastObject(one, making, [])
  return least && { ...least, [name]: value }
}
