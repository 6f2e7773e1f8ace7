/** Follows `$ref` to the object that it refers to. */
import { resolvePointer } from '../../model/json-pointer.ts'
import { isJsonObject } from '../../model/json.ts'
import { messageOf } from '../../model/thrown.ts'
import type { JsonObject } from '../../model/contract.ts'

/** An object of the contract and its JSON pointer. */
export type Located = { readonly pointer: string; readonly node: JsonObject }

/** A reference that leads nowhere, or a schema that never ends. */
export class BrokenReference extends Error {
  /** JSON pointer of where it is written. */
  readonly pointer: string

  constructor(fact: string, pointer: string) {
    super(fact)
    this.pointer = pointer
  }
}

/** A reference to another document, which is never fetched. */
export class OutsideReference extends Error {}

/** The same, with where it is written. */
export class OutsidePlace extends BrokenReference {}

/** What to do about it. */
export const bundleHint =
  'put all that it refers to into one document first, for example with: npx @redocly/cli bundle FILE'

/** The JSON pointer that a `$ref` names (OpenAPI 3.0.3 §4.7.23, RFC 3986 §3.5).
 * Throws an `OutsideReference` when it is in another document, and an `Error` when
 * it is invalid. */
export function refTarget(ref: unknown): string {
  if (typeof ref !== 'string' || !/^#(\/|$)/.test(ref))
    throw new OutsideReference(
      `$ref ${JSON.stringify(ref)} is outside the document`,
    )
  try {
    return decodeURIComponent(ref.slice(1))
  } catch (cause) {
    const fact = `$ref ${JSON.stringify(ref)} is no URI reference`
    throw new Error(fact, { cause })
  }
}

/** The object at `pointer`, after every `$ref`. Throws a `BrokenReference` when
 * there is none, or the references form a cycle. */
export function locate(document: JsonObject, pointer: string): Located {
  const seen = new Set<string>()
  let at = pointer
  let from = pointer
  while (!seen.has(at)) {
    seen.add(at)
    const node = resolvePointer(document, at)
    if (!isJsonObject(node))
      throw new BrokenReference(
        at === pointer
          ? `an object is expected at "#${at}"`
          : `it refers to "#${at}", which does not exist`,
        from,
      )
    if (!('$ref' in node)) return { pointer: at, node }
    from = `${at}/$ref`
    at = targetOf(node['$ref'], from)
  }
  throw new BrokenReference(
    `the references at "#${pointer}" form a cycle`,
    `${pointer}/$ref`,
  )
}

/** @param pointer of the reference.
 * @throws BrokenReference where it names nothing in the document. */
export function targetOf(ref: unknown, pointer: string): string {
  try {
    return refTarget(ref)
  } catch (cause) {
    const Kind =
      cause instanceof OutsideReference ? OutsidePlace : BrokenReference
    throw new Kind(messageOf(cause), pointer)
  }
}
