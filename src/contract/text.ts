/** Parses the bytes of a contract: JSON of limited size and depth, without
 * duplicate keys. */
import {
  createScanner,
  parse,
  type ParseError,
  printParseErrorCode,
} from 'jsonc-parser'
import type { Place } from '../model/problem.ts'
import { isJsonObject } from '../model/json.ts'
import type { JsonObject } from '../model/contract.ts'
import { lineStartsOf, positionAt } from '../model/text-position.ts'
import { unreadable } from './unreadable.ts'

/** The published document has 4 MB. */
export const largestBytes = 16 * 1024 * 1024
const deepestNesting = 256

export type Written = {
  /** How a person names where the text is: a path or a URL. */
  readonly shown: string
  /** What to do where it cannot be used. */
  readonly hint: string
}

/** Throws a `UsageError` with the place where the bytes are not UTF-8, not JSON,
 * nested too deep, or hold a duplicate key, which parsers treat differently
 * (RFC 8259 §4). */
export function readContractText(
  bytes: Uint8Array,
  written: Written,
): { readonly text: string; readonly value: unknown } {
  const { shown, hint } = written
  const text = decode(bytes, written)
  const fault = faultIn(text)
  if (fault) throw unreadable({ ...located(text, fault, shown), hint })
  try {
    return { text, value: JSON.parse(text) }
  } catch {
    throw unreadable({ ...located(text, whereBroken(text), shown), hint })
  }
}

/** Throws a `UsageError` unless the value is an OpenAPI 3.0 document. */
export function requireOpenApi(
  value: unknown,
  { shown, hint }: Written,
): JsonObject {
  const version = isJsonObject(value) ? value['openapi'] : undefined
  if (isJsonObject(value) && /^3\.0\.\d/.test(String(version))) return value
  throw unreadable({
    fact: `"${shown}" is not an OpenAPI 3.0 document: "openapi" is ${JSON.stringify(version) ?? 'missing'}`,
    place: { file: shown, line: 1, column: 1 },
    hint,
  })
}

/** Throws a `UsageError` where the contract is larger than the limit. */
export function requireSize(bytes: number, { shown, hint }: Written): void {
  if (bytes <= largestBytes) return
  const fact = `"${shown}" has ${bytes} bytes, more than ${largestBytes}`
  throw unreadable({ fact, hint })
}

function decode(bytes: Uint8Array, { shown, hint }: Written): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw unreadable({ fact: `"${shown}" is not UTF-8`, hint })
  }
}

type Fault = { readonly fact: string; readonly offset: number }

/** Reads token by token without recursion, so that no depth overflows the stack. */
function faultIn(text: string): Fault | undefined {
  const scanner = createScanner(text, true)
  /** The keys of each object that is open; undefined for a list. */
  const open: (Set<string> | undefined)[] = []
  let key: { readonly name: string; readonly offset: number } | undefined
  // The last token is the end of the text, and empty.
  while (scanner.scan() && scanner.getTokenLength() > 0) {
    const offset = scanner.getTokenOffset()
    const sign = text[offset]
    const keys = open.at(-1)
    if (sign === ':' && key && keys?.has(key.name))
      return { fact: `the key "${key.name}" is written twice`, ...key }
    if (sign === ':' && key) keys?.add(key.name)
    key = sign === '"' ? { name: scanner.getTokenValue(), offset } : undefined
    if (sign === '{') open.push(new Set())
    if (sign === '[') open.push(undefined)
    if (sign === '}' || sign === ']') open.pop()
    if (open.length > deepestNesting) {
      const fact = `the contract is nested deeper than ${deepestNesting} levels`
      return { fact, offset }
    }
  }
  return undefined
}

/** `JSON.parse` is fast but does not say where; jsonc-parser does. */
function whereBroken(text: string): Fault {
  const errors: ParseError[] = []
  parse(text, errors, { disallowComments: true, allowTrailingComma: false })
  const [first] = errors
  if (!first) return { fact: 'the contract is not JSON', offset: 0 }
  const words = printParseErrorCode(first.error)
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
  return { fact: `the contract is not JSON: ${words}`, offset: first.offset }
}

function located(
  text: string,
  { fact, offset }: Fault,
  file: string,
): { readonly fact: string; readonly place: Place } {
  return { fact, place: { file, ...positionAt(lineStartsOf(text), offset) } }
}
