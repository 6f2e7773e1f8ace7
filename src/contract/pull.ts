/** Pulls a contract: reads its source, cuts our part, and writes the pin. */
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { cutContract } from './cut.ts'
import { isJsonObject } from './json.ts'
import { readSource, type ReadOptions } from './source.ts'
import { unreadable } from './unreadable.ts'

export const defaultSource = 'npm:@seamapi/types@latest'
export const defaultPrefix = '/client_sessions'
/** The pinned contract, relative to the project's root. */
export const defaultContractFile = 'schemas/client-sessions.json'

export type Pull = ReadOptions & {
  /** `npm:@seamapi/types@VERSION`, a file's path, or an http(s) URL. */
  readonly from: string
  readonly prefix?: string
}

export type Pulled = {
  /** Where it came from: `@seamapi/types@1.977.0`. */
  readonly source: string
  /** The contract as JSON with a final newline; equal sources, equal bytes. */
  readonly text: string
}

/** Throws a `UsageError` (`contract-unreadable`) when the source cannot be read,
 * is not OpenAPI 3.0, has nothing under the prefix, or refers to nothing. */
export async function pullContract(pull: Pull): Promise<Pulled> {
  const { from, prefix = defaultPrefix, ...options } = pull
  const { name, document } = await readSource(from, options)
  const version = isJsonObject(document) ? document['openapi'] : undefined
  if (!isJsonObject(document) || !/^3\.0\.\d/.test(String(version)))
    throw unreadable({
      fact: `"${from}" is not an OpenAPI 3.0 document: "openapi" is ${JSON.stringify(version) ?? 'missing'}`,
      hint: 'Give an OpenAPI 3.0 document.',
    })
  try {
    const contract = cutContract(document, { prefix, source: name })
    return { source: name, text: `${JSON.stringify(contract, null, 2)}\n` }
  } catch (cause) {
    const fact = cause instanceof Error ? cause.message : String(cause)
    throw unreadable({
      fact: `"${from}" cannot be cut: ${fact}`,
      hint: 'Check the prefix, or give another version.',
    })
  }
}

/** Writes the text to `file`, and makes the folders on the way. */
export async function writeContract(
  { text }: Pulled,
  file: string = defaultContractFile,
): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, text)
}
