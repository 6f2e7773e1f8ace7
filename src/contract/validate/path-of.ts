/** The path into a body that a JSON pointer names. */
import { stepsOf } from '../../model/json-pointer.ts'
import type { Path } from '../../model/path.ts'

/** A JSON pointer into `body` as steps; list positions become numbers. */
export function pathOf(pointer: string, body: unknown): Path {
  let value = body
  return stepsOf(pointer).map((step) => {
    const at = Array.isArray(value) ? Number(step) : step
    value = Object(value)[at]
    return at
  })
}
