/** Compares a body with what a scenario expects. */
import type { JsonObject, JsonValue } from '../../model/contract.ts'
import { own, shortJson } from '../json.ts'
import { isList, isJsonObject } from '../../model/json.ts'
import { isOperator, judgeOperator } from './operators.ts'
import { renderPath, type Path } from '../../model/path.ts'

type Mismatch = {
  /** `client_session.token`; empty for the body itself. */
  readonly path: string
  /** In a few words or short JSON. */
  readonly expected: string
  /** Short JSON, or `absent`. */
  readonly received: string
}

/** Every difference, in the order of the expectation. */
export function matchBody(
  expected: JsonValue,
  received: unknown,
): readonly Mismatch[] {
  return match(expected, received as JsonValue | undefined, []) // read from JSON
}

function match(
  expected: JsonValue,
  received: JsonValue | undefined,
  path: Path,
): readonly Mismatch[] {
  if (isList(expected)) return matchList(expected, received, path)
  if (isJsonObject(expected)) return matchObject(expected, received, path)
  if (received === expected) return []
  return [mismatch(path, shortJson(expected), received)]
}

function matchList(
  expected: readonly JsonValue[],
  received: JsonValue | undefined,
  path: Path,
): readonly Mismatch[] {
  if (!isList(received)) return [mismatch(path, shortJson(expected), received)]
  if (expected.length !== received.length)
    return [mismatch(path, shortJson(expected), received)]
  return expected.flatMap((item, index) =>
    match(item, received[index], [...path, index]),
  )
}

function matchObject(
  expected: JsonObject,
  received: JsonValue | undefined,
  path: Path,
): readonly Mismatch[] {
  const keys = Object.keys(expected)
  const isPlain = keys.some((key) => !isOperator(key)) || keys.length === 0
  if (isPlain && !isJsonObject(received))
    return [mismatch(path, shortJson(expected), received)]
  return keys.flatMap((key) => {
    const wanted = own(expected, key) ?? null
    if (!isOperator(key))
      return match(wanted, own(received, key), [...path, key])
    return judgeOperator({
      operator: key,
      operand: wanted,
      received,
      match,
    }).map((fault) => ({
      path: renderPath([...path, ...fault.path]),
      expected: fault.expected,
      received: shortJson(fault.received),
    }))
  })
}

function mismatch(
  path: Path,
  expected: string,
  received: JsonValue | undefined,
): Mismatch {
  return { path: renderPath(path), expected, received: shortJson(received) }
}
