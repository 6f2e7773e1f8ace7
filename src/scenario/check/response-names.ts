/** Compares the names of an expectation or a save with those that the documented
 * body has. */
import { belowOf } from '../../contract/shape/below.ts'
import type { Below } from '../../contract/shape/below.ts'
import type { JsonObject, JsonValue } from '../../model/contract.ts'
import { isJsonObject, isList } from '../../model/json.ts'
import { renderPath, type Path } from '../../model/path.ts'
import { own } from '../json.ts'
import { isOperator } from '../match/operators.ts'
import type { Fault } from '../parse/source.ts'
import { closestName, hintFor } from './closest.ts'

/** One place in a response. */
export type Place = {
  readonly document: JsonObject
  /** Where it is in the file. */
  readonly spot: Path
  /** Where it is in the body. */
  readonly at: Path
  /** JSON pointers of the schemas of which one applies. */
  readonly schemas: readonly string[]
  /** Another wanted status has a body that the contract leaves open. */
  readonly isMixed: boolean
  /** `The 200 of POST /x`. */
  readonly whose: string
}

/** A map matches partially, a list by its elements; operators look at the value
 * itself, or at its elements. */
export function checkValue(value: JsonValue, place: Place): readonly Fault[] {
  if (place.schemas.length === 0) return []
  const below = belowOf(place.document, place.schemas)
  const inside = (part: string | number): Place => ({
    ...place,
    spot: [...place.spot, part],
  })
  if (isList(value))
    return value.flatMap((item, index) =>
      checkValue(item, {
        ...inside(index),
        at: [...place.at, index],
        schemas: below.items,
      }),
    )
  if (!isJsonObject(value)) return []
  return Object.entries(value).flatMap(([key, item]) => {
    if (isOperator(key))
      return checkOperand(key, item, { inside, below, place })
    const schemas = below.names.get(key)
    const at = [...place.at, key]
    if (schemas) return checkValue(item, { ...inside(key), at, schemas })
    if (own(item, '$present') === false) return []
    return unknownName(key, { place: { ...inside(key), at }, below, as: 'key' })
  })
}

const ofElements = new Set(['$all', '$contains', '$excludes'])
const ofValue = new Set(['$not', '$if_present'])

function checkOperand(
  operator: string,
  operand: JsonValue,
  {
    inside,
    below,
    place,
  }: {
    readonly inside: (part: string | number) => Place
    readonly below: Below
    readonly place: Place
  },
): readonly Fault[] {
  const operands = inside(operator)
  if (ofValue.has(operator)) return checkValue(operand, operands)
  const isOfElements = ofElements.has(operator)
  if (!isOfElements && operator !== '$one_of') return []
  const schemas = isOfElements ? below.items : place.schemas
  const each = { ...operands, schemas }
  if (!isList(operand) || operator === '$all') return checkValue(operand, each)
  return operand.flatMap((item, index) =>
    checkValue(item, { ...each, spot: [...operands.spot, index] }),
  )
}

/** @param path from the body, as a save has it. */
export function checkPath(path: Path, root: Place): readonly Fault[] {
  let schemas = root.schemas
  for (const [index, part] of path.entries()) {
    if (schemas.length === 0) return []
    const below = belowOf(root.document, schemas)
    const next =
      typeof part === 'number' ? below.items : (below.names.get(part) ?? [])
    if (next.length === 0 && typeof part === 'string') {
      const at = path.slice(0, index + 1)
      return unknownName(part, { place: { ...root, at }, below, as: 'value' })
    }
    schemas = next
  }
  return []
}

function unknownName(
  name: string,
  {
    place: { at, spot, whose, isMixed },
    below: { names, isOpen },
    as,
  }: {
    readonly place: Place
    readonly below: Below
    readonly as: Fault['spot']['at']
  },
): readonly Fault[] {
  const valid = [...names.keys()]
  const closest = closestName(name, valid)
  // The other bodies may have the name; a typing error is still likely.
  if (isOpen || (isMixed && closest === undefined)) return []
  return [
    {
      code: 'name-unresolved',
      fact: `${whose} has no "${renderPath(at)}"`,
      hint:
        valid.length === 0
          ? 'the contract has no properties there'
          : hintFor(name, valid),
      spot: { path: spot, at: as },
    },
  ]
}
