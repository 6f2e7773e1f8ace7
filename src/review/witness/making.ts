/** What values are made with: the schemas of one contract, and their judge. */
import type { JsonValue } from '../../model/contract.ts'
import type { Alternative, Spot } from '../schemas/alternative.ts'
import type { Side } from '../schemas/delta.ts'
import type { Shapes } from '../schemas/shape.ts'
import type { SchemaJudge } from './judge.ts'

export type Making = {
  /** Of the contract that allows the values. */
  readonly shapes: Shapes
  /** Rules of the other contract, to aim at their boundaries. */
  readonly others: readonly Alternative[]
  readonly isValid: (spot: Spot, value: JsonValue) => boolean
  readonly side: Side
  /** The smallest value of each place that was asked for. */
  readonly least: Map<string, JsonValue | undefined>
  /** The property that matters; without one, any may. */
  readonly property?: string
  /** Whether values of two variants at once matter. */
  readonly isChoice?: boolean
}

const known = new WeakMap<SchemaJudge, Making['least']>()

export function makingOf(
  shapes: Shapes,
  { judge, side }: { readonly judge: SchemaJudge; readonly side: Side },
): Making {
  const least = known.get(judge) ?? new Map<string, JsonValue | undefined>()
  known.set(judge, least)
  return {
    shapes,
    others: [],
    side,
    isValid: (spot, value) => judge(spot, value).length === 0,
    least,
  }
}
