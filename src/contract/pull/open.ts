/** Opens a contract from wherever it is: a file, a URL, a published version. */
import type { Contract } from '../../model/contract.ts'
import { isJsonObject } from '../../model/json.ts'
import { messageOf } from '../../model/thrown.ts'
import { loadContract } from '../load.ts'
import { indexOperations } from '../operations.ts'
import type { Pin } from '../pins.ts'
import { unreadable } from '../unreadable.ts'
import { pullContracts, type Pulled } from './pull.ts'
import type { ReadOptions } from './source.ts'

export type Opened = {
  readonly contract: Contract
  /** Whether lines of its text are lines of the file. */
  readonly isFile: boolean
}

/** A file that holds nothing else is read as it is. Anything else is cut to the
 * pin's paths first; the lines of a file stay its own, since a cut moves no
 * pointer. Throws a `UsageError` where nothing is under them. */
export async function openContract(
  from: string,
  { pin, ...options }: ReadOptions & { readonly pin: Pin },
): Promise<Opened> {
  const file = isPath(from) ? loadContract(from) : undefined
  const paths = [...(file?.operations.values() ?? [])].map(({ path }) => path)
  if (file && paths.every((path) => isPinned(path, pin)))
    return { contract: file, isFile: true }
  const [pulled] = await pullContracts({ ...options, from, pins: [pin] })
  if (!pulled) throw new Error('nothing was pulled')
  const contract = contractOf({ ...pulled, file: from })
  return file
    ? { contract: { ...contract, ...textOf(file) }, isFile: true }
    : { contract, isFile: false }
}

/** What a pull has cut. Throws a `UsageError` where it cannot be used. */
export function contractOf({ source, file, text }: Pulled): Contract {
  const hint = 'Give another version, or a file.'
  const document: unknown = JSON.parse(text)
  if (!isJsonObject(document))
    throw unreadable({ fact: `"${file}" is no contract`, hint })
  try {
    const operations = indexOperations(document)
    return { source, file, text, document, operations }
  } catch (cause) {
    const fact = `the contract "${file}" is broken: ${messageOf(cause)}`
    throw unreadable({ fact, hint })
  }
}

function textOf({ file, text }: Contract): Pick<Contract, 'file' | 'text'> {
  return { file, text }
}

function isPath(from: string): boolean {
  return !/^(?:npm:|https?:\/\/)/.test(from) && !/\.m?js$/.test(from)
}

function isPinned(path: string, { paths }: Pin): boolean {
  return paths.some((root) => path === root || path.startsWith(`${root}/`))
}
