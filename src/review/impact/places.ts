/** Places: follows a path such as `client_session.token` through what a contract
 * documents. */
import type { JsonObject, JsonValue } from '../../model/contract.ts'
import { isJsonObject, isList } from '../../model/json.ts'
import type { Path } from '../../model/path.ts'
import { own } from '../../scenario/json.ts'
import { isOperator } from '../../scenario/match/operators.ts'
import type { Spot } from '../schemas/alternative.ts'
import { membersOf } from '../schemas/members.ts'
import type { Shapes } from '../schemas/shape.ts'

export type Documented = {
  /** JSON pointers of the schemas on the way, the place's own last. */
  readonly pointers: readonly string[]
  readonly spot: Spot
  /** Whether each value has it, if it has what is above it. */
  readonly isRequired: boolean
}

/** Undefined where a reply does not document the place. */
export function findPlace(
  path: Path,
  { shapes, spot }: { readonly shapes: Shapes; readonly spot: Spot },
): Documented | undefined {
  let here: Documented = { pointers: [...spot], spot, isRequired: true }
  for (const step of path) {
    const next = below(here, step, shapes)
    if (!next) return undefined
    here = next
  }
  return here
}

function below(
  { pointers, spot }: Documented,
  step: Path[number],
  shapes: Shapes,
): Documented | undefined {
  const { alternatives } = shapes.shapeOf(spot)
  const found = alternatives.flatMap((one): readonly Spot[] => {
    if (typeof step === 'number')
      return one.kinds.has('array') ? [one.items] : []
    const { named, others } = membersOf(one)
    const written = named.get(step)
    if (written) return shapes.shapeOf(written).isWriteOnly ? [] : [written]
    return others && others.length > 0 ? [others] : []
  })
  const [first] = found
  if (!first) return undefined
  return {
    pointers: [...pointers, ...found.flat()],
    spot: first,
    isRequired:
      typeof step === 'number' ||
      alternatives.every(({ required }) => required.has(step)),
  }
}

export type Read = {
  readonly path: Path
  /** What it must be, where the scenario writes the value itself. */
  readonly value?: JsonValue
}

/** What an expectation reads of a body. Operators say more than a value can. */
export function readsIn(expected: JsonValue, path: Path = []): readonly Read[] {
  if (isList(expected))
    return expected.flatMap((item, index) => readsIn(item, [...path, index]))
  if (!isJsonObject(expected)) return [{ path, value: expected }]
  const keys = Object.keys(expected)
  if (!keys.some(isOperator)) return readsInObject(expected, path)
  if (mayBeAbsent(expected)) return []
  const items = ['$contains', '$all'].flatMap((operator) => {
    const operand = own(expected, operator)
    return operand === undefined || isList(operand)
      ? (operand ?? [])
      : [operand]
  })
  return [{ path }, ...items.flatMap((item) => readsIn(item, [...path, 0]))]
}

function readsInObject(expected: JsonObject, path: Path): readonly Read[] {
  const entries = Object.entries(expected)
  if (entries.length === 0) return [{ path }]
  return entries.flatMap(([key, value]) => readsIn(value, [...path, key]))
}

/** Whether an absent value satisfies the operators. */
function mayBeAbsent(expected: JsonObject): boolean {
  return (
    expected['$present'] === false ||
    '$if_present' in expected ||
    isJsonObject(expected['$not'])
  )
}
