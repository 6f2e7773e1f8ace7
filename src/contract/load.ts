/** Loads a pinned contract from its file. */
import { readFileSync, statSync } from 'node:fs'
import { isJsonObject } from '../model/json.ts'
import { indexOperations } from './operations.ts'
import { readContractText, requireOpenApi, requireSize } from './text.ts'
import type { Written } from './text.ts'
import type { Contract, JsonObject } from '../model/contract.ts'
import { shownPath } from '../model/shown-path.ts'
import { messageOf } from '../model/thrown.ts'
import type { UsageError } from '../model/problem.ts'
import { withoutOutside } from './document/outside.ts'
import { BrokenReference, bundleHint, OutsidePlace } from './document/refs.ts'
import { positionOf } from './lines.ts'
import { unreadable } from './unreadable.ts'

const usualHint =
  'pull the contract again (npx seamwatch contract pull), or name another file with --contract'

/** Reads `file` (an OpenAPI 3.0 document in JSON) and indexes its operations;
 * compiles nothing. Throws a `UsageError` with the place when the file is
 * missing or too large, is not JSON, is not OpenAPI 3.0, has no operation, or
 * refers to something that does not exist. */
export function loadContract(file: string, hint = usualHint): Contract {
  return load(file, { hint, read: withoutOutside })
}

/** The same, where a reference to another document is an error, too. */
export function loadWholeContract(file: string, hint: string): Contract {
  return load(file, { hint, read: (document) => document })
}

function load(
  file: string,
  {
    hint,
    read,
  }: {
    readonly hint: string
    readonly read: (document: JsonObject) => JsonObject
  },
): Contract {
  const shown = shownPath(file)
  const written = { shown, hint }
  const { text, value } = readContractFile(file, written)
  const document = read(requireOpenApi(value, written))
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
    throw broken(cause, { text, ...written })
  }
}

/** Of a contract that can be read, but refers to what is not there. */
export function broken(
  cause: unknown,
  { text, shown, hint }: Written & { readonly text: string },
): UsageError {
  const pointer = cause instanceof BrokenReference ? cause.pointer : ''
  return unreadable({
    fact: `the contract is broken: ${messageOf(cause)}`,
    place: { file: shown, ...positionOf(text, pointer) },
    hint: cause instanceof OutsidePlace ? bundleHint : hint,
  })
}

/** The text and value of a file; does not read one that is too large. Throws a
 * `UsageError` when it is missing, too large or not JSON. */
export function readContractFile(
  file: string,
  written: Written,
): { readonly text: string; readonly value: unknown } {
  const size = sizeOf(file)
  if (size === undefined)
    throw unreadable({
      fact: `no contract can be read at "${written.shown}"`,
      hint: written.hint,
    })
  requireSize(size, written)
  return readContractText(readFileSync(file), written)
}

/** Undefined where there is no such file; a pipe has no size to go by. */
function sizeOf(file: string): number | undefined {
  const stat = statSync(file, { throwIfNoEntry: false })
  return stat?.isFile() ? stat.size : undefined
}

function sourceOf(document: JsonObject, shown: string): string {
  const { info } = document
  const source = isJsonObject(info) ? info['x-source'] : undefined
  return typeof source === 'string' ? source : shown
}
