/** JSON pointers (RFC 6901): writes and follows them. */
import type { JsonValue } from './contract.ts'
import { isJsonObject } from './json.ts'

/** One step of a JSON pointer, escaped (RFC 6901 §3). */
function escapeStep(step: string | number): string {
  return String(step).replaceAll('~', '~0').replaceAll('/', '~1')
}

/** The steps of a JSON pointer, unescaped (RFC 6901 §4). */
export function stepsOf(pointer: string): readonly string[] {
  const steps = pointer.split('/').slice(1)
  if (!pointer.includes('~')) return steps
  return steps.map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
}

export function joinPointer(
  pointer: string,
  ...steps: readonly (string | number)[]
): string {
  return [pointer, ...steps.map(escapeStep)].join('/')
}

/** The value at a JSON pointer (RFC 6901); undefined where there is none. */
export function resolvePointer(
  document: JsonValue,
  pointer: string,
): JsonValue | undefined {
  let value: JsonValue | undefined = document
  for (const step of stepsOf(pointer)) {
    if (Array.isArray(value)) value = value[Number(step)]
    else if (isJsonObject(value) && Object.hasOwn(value, step))
      value = value[step]
    else return undefined
  }
  return value
}
