/** Pulls contracts: reads the source, cuts the pinned paths, writes the files. */
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { jsonText } from '../../model/json-text.ts'
import { messageOf } from '../../model/thrown.ts'
import { countLeftOut, cutContract } from './cut.ts'
import { clientSessions, type Pin } from '../pins.ts'
import { readSource, type ReadOptions } from './source.ts'
import { bundleHint, OutsideReference } from '../document/refs.ts'
import { requireOpenApi } from '../text.ts'
import { unreadable } from '../unreadable.ts'

export type Pull = ReadOptions & {
  /** `npm:@seamapi/types@VERSION`, a file's path, or an http(s) URL. */
  readonly from: string
  /** The parts to cut; that of client sessions by default. */
  readonly pins?: readonly Part[]
}

type Part = Pick<Pin, 'file'> & { readonly paths: readonly string[] }

export type Pulled = {
  /** Where it came from: `@seamapi/types@1.977.0`. */
  readonly source: string
  /** Where it belongs, relative to the project's root. */
  readonly file: string
  /** The contract as JSON with a final newline; equal sources, equal bytes. */
  readonly text: string
  /** How many operations of the source are outside the paths. */
  readonly leftOut: number
}

/** Reads the source once for all pins. Throws a `UsageError`
 * (`contract-unreadable`) when it cannot be read, is not OpenAPI 3.0, has
 * nothing under one of the paths, or has a reference without a target. */
export async function pullContracts(pull: Pull): Promise<readonly Pulled[]> {
  const { from, pins = [clientSessions], ...options } = pull
  const { name, document: value } = await readSource(from, options)
  const hint = 'Give an OpenAPI 3.0 document.'
  const document = requireOpenApi(value, { shown: from, hint })
  try {
    return pins.map(({ file, paths }) => {
      const contract = cutContract(document, { paths, source: name })
      const text = `${jsonText(contract, 2)}\n`
      const leftOut = countLeftOut(document, paths)
      return { source: name, file, text, leftOut }
    })
  } catch (cause) {
    throw unreadable({
      fact: `"${from}" cannot be cut: ${messageOf(cause)}`,
      hint:
        cause instanceof OutsideReference
          ? bundleHint
          : 'Check the paths (--paths of a review, src/contract/pins.ts of a pull), or give another version.',
    })
  }
}

/** Writes the text to its file and creates the folders above it. */
export async function writeContract({ file, text }: Pulled): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, text)
}
