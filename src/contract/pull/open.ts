/** Opens a contract from wherever it is: a file, a URL, a published version. */
import type { Contract } from '../../model/contract.ts'
import { joinPointer } from '../../model/json-pointer.ts'
import { isJsonObject, objectOr } from '../../model/json.ts'
import { messageOf } from '../../model/thrown.ts'
import { requireReferences } from '../document/references.ts'
import { broken, loadWholeContract } from '../load.ts'
import { indexOperations } from '../operations.ts'
import type { Pin } from '../pins.ts'
import { unreadable } from '../unreadable.ts'
import { countLeftOut, everything, isUnder } from './cut.ts'
import { pullContracts, type Pulled } from './pull.ts'
import { requireKind, type ReadOptions } from './source.ts'

export type Opened = {
  readonly contract: Contract
  /** Whether lines of its text are lines of the file. */
  readonly isFile: boolean
  /** How many operations of the document are outside the paths. */
  readonly leftOut: number
}

/** Of a file that a person has just named. */
const givenHint =
  'correct it, or give another contract: a file of JSON, a URL, or npm:@seamapi/types@VERSION'

type Opening = ReadOptions & { readonly paths: readonly string[] }

/** Opens two contracts to be compared. Two files are compared whole; what a
 * version or a URL has beside the pin's paths, or a file beside one of these, is
 * left out. Throws a `UsageError` where nothing is under the paths. */
export async function openContracts(
  [from, to]: readonly [string, string],
  {
    pin,
    paths,
    ...options
  }: ReadOptions & {
    readonly pin: Pin
    /** Instead. */
    readonly paths?: readonly string[] | undefined
  },
): Promise<{ readonly old: Opened; readonly new: Opened }> {
  const files = { old: fileAt(from), new: fileAt(to) }
  const isWhole = files.old !== undefined && files.new !== undefined
  const chosen = paths ?? (isWhole ? everything : pin.paths)
  const given = { ...options, paths: chosen }
  return {
    old: await open(from, { ...given, file: files.old }),
    new: await open(to, { ...given, file: files.new }),
  }
}

/** Throws a `UsageError` where nothing is under the paths. */
export function openContract(from: string, given: Opening): Promise<Opened> {
  return open(from, { ...given, file: fileAt(from) })
}

/** A file that holds nothing else is read as it is. Anything else is cut first;
 * the lines of a file stay its own, since a cut moves no pointer. */
async function open(
  from: string,
  {
    file,
    paths,
    ...options
  }: Opening & { readonly file: Contract | undefined },
): Promise<Opened> {
  if (file) requireWhole(file, paths)
  if (file && countLeftOut(file.document, paths) === 0)
    return { contract: file, isFile: true, leftOut: 0 }
  const pins = [{ file: from, paths }]
  const [pulled] = await pullContracts({ ...options, from, pins })
  if (!pulled) throw new Error('nothing was pulled')
  const { leftOut } = pulled
  const contract = contractOf(pulled)
  return file
    ? { contract: { ...contract, ...textOf(file) }, isFile: true, leftOut }
    : { contract, isFile: false, leftOut }
}

function fileAt(from: string): Contract | undefined {
  requireKind(from)
  return isPath(from) ? loadWholeContract(from, givenHint) : undefined
}

/** Throws a `UsageError` with the place of a reference that leads nowhere. */
function requireWhole(
  { document, text, file }: Contract,
  paths: readonly string[],
): void {
  const places = Object.keys(objectOr(document['paths']))
    .filter((path) => paths.some((root) => isUnder(path, root)))
    .map((path) => joinPointer('/paths', path))
  try {
    requireReferences(document, places)
  } catch (cause) {
    throw broken(cause, { text, shown: file, hint: givenHint })
  }
}

/** What a pull has cut. Throws a `UsageError` where it cannot be used. */
export function contractOf({
  source,
  file,
  text,
}: Pick<Pulled, 'source' | 'file' | 'text'>): Contract {
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
  return !/^(?:npm:|https?:\/\/)/i.test(from) && !/\.m?js$/.test(from)
}
