/** Reads paths that a scenario writes: `client_sessions[0].token`. */
import type { JsonValue } from '../model/contract.ts'
import { own } from './json.ts'
import { isList } from '../model/json.ts'
import type { Path } from '../model/path.ts'

const whole = /^[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*|\[\d{1,6}\])*$/
const segment = /([A-Za-z_][\w-]*)|\[(\d+)\]/g

export function parsePath(text: string): Path | undefined {
  if (!whole.test(text)) return undefined
  return [...text.matchAll(segment)].map(([, name, index]) =>
    index === undefined ? (name ?? '') : Number(index),
  )
}

/** The value at the path; undefined where there is none. */
export function valueAt(
  value: JsonValue | undefined,
  path: Path,
): JsonValue | undefined {
  return path.reduce(childAt, value)
}

/** The value one step below. */
export function childAt(
  value: JsonValue | undefined,
  step: Path[number],
): JsonValue | undefined {
  if (typeof step === 'string') return own(value, step)
  return isList(value) ? value[step] : undefined
}

/** The value of a body at a path such as `client_session.token`. */
export function readPath(body: unknown, text: string): JsonValue | undefined {
  const path = parsePath(text)
  return path && valueAt(body as JsonValue | undefined, path) // read from JSON
}
