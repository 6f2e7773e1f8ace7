/** Checks what the schema cannot check in an expectation: regular expressions,
 * instants, and operators beside properties. */
import type { JsonValue } from '../../model/contract.ts'
import { parseInstant } from '../instant.ts'
import { own } from '../json.ts'
import { isList, isJsonObject, listOr, objectOr } from '../../model/json.ts'
import { isOperator } from '../match/operators.ts'
import { compileExpression } from '../match/regular.ts'
import type { Path } from '../../model/path.ts'
import type { Fault, Source } from '../parse/source.ts'
import { quote } from './closest.ts'

export function checkMatchers(source: Source): readonly Fault[] {
  return listOr(own(source.value, 'steps')).flatMap((step, index) => [
    ...checkMatcher(own(step, 'expect'), ['steps', index, 'expect']),
    ...Object.entries(objectOr(own(step, 'assume'))).flatMap(([name, wanted]) =>
      checkMatcher(wanted, ['steps', index, 'assume', name]),
    ),
  ])
}

function checkMatcher(
  value: JsonValue | undefined,
  path: Path,
): readonly Fault[] {
  if (isList(value))
    return value.flatMap((item, index) => checkMatcher(item, [...path, index]))
  if (!isJsonObject(value)) return []
  const keys = Object.keys(value)
  const isMixed =
    keys.some((key) => isOperator(key)) && !keys.every((key) => isOperator(key))
  const inner = keys.flatMap((key) => [
    ...checkOperand(key, own(value, key), [...path, key]),
    ...checkMatcher(own(value, key), [...path, key]),
  ])
  return isMixed ? [mixed(keys, path), ...inner] : inner
}

function checkOperand(
  operator: string,
  operand: JsonValue | undefined,
  path: Path,
): readonly Fault[] {
  if (typeof operand !== 'string') return []
  const spot = { path, at: 'value' } as const
  const code = 'value-invalid'
  switch (operator) {
    case '$matches':
      if (operand.length > 200 || compileExpression(operand)) return []
      return [
        {
          code,
          fact: `${quote(operand)} is not a regular expression`,
          hint: 'it must compile as JavaScript with the flag u',
          spot,
        },
      ]
    case '$before':
    case '$after':
    case '$instant':
      if (operand.includes('${{') || parseInstant(operand) !== undefined)
        return []
      return [
        {
          code,
          fact: `${quote(operand)} is not an instant`,
          hint: 'write one such as 2030-01-01T00:00:00Z, or ${{ time(+1h) }}',
          spot,
        },
      ]
    default:
      return []
  }
}

function mixed(keys: readonly string[], path: Path): Fault {
  const plain = keys.find((key) => !isOperator(key)) ?? ''
  const operator = keys.find((key) => isOperator(key)) ?? ''
  return {
    code: 'value-invalid',
    fact: `${quote(plain)} cannot be combined with the operator ${quote(operator)}`,
    hint: 'a map holds operators or properties, not both',
    spot: { path: [...path, plain], at: 'key' },
  }
}
