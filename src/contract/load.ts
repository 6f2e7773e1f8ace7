/** Loads a pinned contract from its file. */
import { readFileSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { parse, type ParseError, printParseErrorCode } from 'jsonc-parser'
import type { Place } from '../problem.ts'
import { isJsonObject } from './json.ts'
import { indexOperations } from './operations.ts'
import type { Contract, JsonObject } from './types.ts'
import { unreadable } from './unreadable.ts'

const hint = 'Pull the contract again: npx seamwatch contract pull'

/** Reads `file` (an OpenAPI 3.0 document in JSON) and indexes its operations;
 * compiles nothing. Throws a `UsageError` with the place when the file is
 * missing, is not JSON, is not OpenAPI 3.0, or refers to what is not there. */
export function loadContract(file: string): Contract {
  const shown = relative(process.cwd(), resolve(file)).replaceAll('\\', '/')
  const start = { file: shown, line: 1, column: 1 }
  const text = readText(file, shown)
  const document = parseContract(text, start)
  try {
    const operations = indexOperations(document)
    return {
      source: sourceOf(document, shown),
      file: shown,
      text,
      document,
      operations,
    }
  } catch (cause) {
    const fact = cause instanceof Error ? cause.message : String(cause)
    throw unreadable({
      fact: `the contract is broken: ${fact}`,
      place: start,
      hint,
    })
  }
}

function readText(file: string, shown: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    throw unreadable({ fact: `no contract can be read at "${shown}"`, hint })
  }
}

function parseContract(text: string, start: Place): JsonObject {
  let document: unknown
  try {
    document = JSON.parse(text)
  } catch {
    throw unreadable({ ...whereBroken(text, start), hint })
  }
  const version = isJsonObject(document) ? document['openapi'] : undefined
  if (!isJsonObject(document) || !/^3\.0\.\d/.test(String(version)))
    throw unreadable({
      fact: `"${start.file}" is not an OpenAPI 3.0 document: "openapi" is ${JSON.stringify(version) ?? 'missing'}`,
      place: start,
      hint,
    })
  return document
}

/** `JSON.parse` is fast but does not say where; jsonc-parser does. */
function whereBroken(
  text: string,
  start: Place,
): { fact: string; place: Place } {
  const errors: ParseError[] = []
  parse(text, errors, { disallowComments: true, allowTrailingComma: false })
  const [first] = errors
  if (!first) return { fact: 'the contract is not JSON', place: start }
  const before = text.slice(0, first.offset).split('\n')
  const place = {
    file: start.file,
    line: before.length,
    column: (before.at(-1)?.length ?? 0) + 1,
  }
  const words = printParseErrorCode(first.error)
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
  return { fact: `the contract is not JSON: ${words}`, place }
}

function sourceOf(document: JsonObject, shown: string): string {
  const { info } = document
  const source = isJsonObject(info) ? info['x-source'] : undefined
  return typeof source === 'string' ? source : shown
}
