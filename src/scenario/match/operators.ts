/** Judges a value by an operator of an expectation, such as `$gte`. */
import type { JsonValue } from '../../model/contract.ts'
import { parseInstant } from '../instant.ts'
import { compareExactly, isExact } from '../../model/exact-number.ts'
import { shortJson } from '../json.ts'
import { isList, isJsonObject } from '../../model/json.ts'
import type { Path } from '../../model/path.ts'
import { isMatched } from './regular.ts'

/** `path` starts at the value that the operator judges. */
type OperatorFault = {
  readonly path: Path
  readonly expected: string
  readonly received: JsonValue | undefined
}

type Match = (
  expected: JsonValue,
  received: JsonValue | undefined,
  path: Path,
) => readonly unknown[]

type Use = {
  readonly operator: string
  readonly operand: JsonValue
  readonly received: JsonValue | undefined
  readonly match: Match
}

export function isOperator(key: string): boolean {
  return key.startsWith('$')
}

/** The differences; none where the value satisfies the operator. An absent value
 * satisfies only `$present: false` and `$if_present`. */
export function judgeOperator(use: Use): readonly OperatorFault[] {
  const { operator, operand, received } = use
  switch (operator) {
    case '$gte':
      return compare(use, 'at least', (order) => order >= 0)
    case '$gt':
      return compare(use, 'more than', (order) => order > 0)
    case '$lte':
      return compare(use, 'at most', (order) => order <= 0)
    case '$lt':
      return compare(use, 'less than', (order) => order < 0)
    case '$before':
      return compareInstants(use, 'an instant before', (a, b) => a < b)
    case '$after':
      return compareInstants(use, 'an instant after', (a, b) => a > b)
    case '$instant':
      return compareInstants(use, 'the instant', (a, b) => a === b)
    case '$contains':
      return contains(use)
    case '$excludes':
      return excludes(use)
    case '$all':
      return all(use)
    case '$length':
      return length(use)
    case '$not':
      return faultUnless(isNot(use), use, `not ${shortJson(operand)}`)
    case '$one_of':
      return faultUnless(
        isList(operand) && operand.some((item) => fits(use, item, received)),
        use,
        `one of ${shortJson(operand)}`,
      )
    case '$matches':
      return faultUnless(
        isMatched(operand, received),
        use,
        `text that matches /${String(operand)}/`,
      )
    case '$if_present':
      return faultUnless(
        received === undefined || fits(use, operand, received),
        use,
        `absent, or ${shortJson(operand)}`,
      )
    case '$present':
      return faultUnless(
        (received !== undefined) === operand,
        use,
        operand === true ? 'present' : 'absent',
      )
    default:
      return [fault(use, `an operator that exists, not "${operator}"`)]
  }
}

function compare(
  use: Use,
  words: string,
  holds: (order: number) => boolean,
): readonly OperatorFault[] {
  const { operand, received } = use
  const isRight =
    isExact(received) &&
    isExact(operand) &&
    holds(compareExactly(received, operand))
  return faultUnless(isRight, use, `${words} ${shortJson(operand)}`)
}

function compareInstants(
  use: Use,
  words: string,
  holds: (received: bigint, operand: bigint) => boolean,
): readonly OperatorFault[] {
  const [received, operand] = [use.received, use.operand].map((value) =>
    typeof value === 'string' ? parseInstant(value) : undefined,
  )
  const isRight =
    received !== undefined && operand !== undefined && holds(received, operand)
  return faultUnless(isRight, use, `${words} ${shortJson(use.operand)}`)
}

function contains(use: Use): readonly OperatorFault[] {
  const { operand, received } = use
  return (isList(operand) ? operand : [operand])
    .filter(
      (item) =>
        !isList(received) || !received.some((one) => fits(use, item, one)),
    )
    .map((item) => fault(use, `a list that contains ${shortJson(item)}`))
}

function excludes(use: Use): readonly OperatorFault[] {
  const { operand, received } = use
  return (isList(operand) ? operand : [operand])
    .filter(
      (item) =>
        !isList(received) || received.some((one) => fits(use, item, one)),
    )
    .map((item) => fault(use, `a list without ${shortJson(item)}`))
}

function all(use: Use): readonly OperatorFault[] {
  const { operand, received } = use
  if (!isList(received))
    return [fault(use, `a list of ${shortJson(operand)} only`)]
  return received.flatMap((item, index) =>
    fits(use, operand, item)
      ? []
      : [{ path: [index], expected: shortJson(operand), received: item }],
  )
}

function length(use: Use): readonly OperatorFault[] {
  const { operand, received } = use
  const size =
    isList(received) || typeof received === 'string'
      ? received.length
      : undefined
  const isRight = size !== undefined && fits(use, operand, size)
  return faultUnless(isRight, use, `length ${shortJson(operand)}`)
}

/** An absent value is not simply "not X": it may be a misspelt name. */
function isNot(use: Use): boolean {
  const asksPresence =
    isJsonObject(use.operand) && Object.hasOwn(use.operand, '$present')
  if (use.received === undefined && !asksPresence) return false
  return !fits(use, use.operand, use.received)
}

function fits(
  use: Use,
  expected: JsonValue,
  received: JsonValue | undefined,
): boolean {
  return use.match(expected, received, []).length === 0
}

function faultUnless(
  isRight: boolean,
  use: Use,
  expected: string,
): readonly OperatorFault[] {
  return isRight ? [] : [fault(use, expected)]
}

function fault(use: Use, expected: string): OperatorFault {
  return { path: [], expected, received: use.received }
}
