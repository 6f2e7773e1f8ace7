/** Turns parsed YAML into a JSON value, and records where each part is written. */
import { isAlias, isMap, isNode, isScalar, isSeq } from 'yaml'
import type { Document, Node, Pair, Scalar } from 'yaml'
import type { JsonValue } from '../../model/contract.ts'
import type { Path } from '../../model/path.ts'
import { pointerOf, type Fault, type Mark, type Range } from './source.ts'
import { isExact, textFault } from './text-fault.ts'

export type TreeFault = Omit<Fault, 'spot'> & { readonly range: Range }

type Tree = {
  readonly value: JsonValue
  readonly marks: ReadonlyMap<string, Mark>
  readonly faults: readonly TreeFault[]
}

/** How many aliases a file may use, and how many parts it may expand to. */
const mostAliases = 100
const mostParts = 600_000

/** The state of one reading. */
type Reading = {
  readonly marks: Map<string, Mark>
  readonly faults: TreeFault[]
  readonly anchors: Map<string, Node>
  aliases: number
}

/** Follows aliases up to the limits; tags and inexact numbers are faults. */
export function treeOf(document: Document): Tree {
  const marks = new Map<string, Mark>()
  const faults: TreeFault[] = []
  const reading: Reading = { marks, faults, anchors: new Map(), aliases: 0 }
  const value = read(reading, { node: document.contents, path: [] })
  return { value, marks, faults }
}

type At = { readonly node: unknown; readonly path: Path; readonly key?: Range }

function read(reading: Reading, { node, path, key }: At): JsonValue {
  const range = rangeOf(node) ?? (key ? [key[1], key[1]] : [0, 0])
  const pointer = pointerOf(path)
  if (!reading.marks.has(pointer))
    reading.marks.set(pointer, key ? { key, value: range } : { value: range })
  if (reading.marks.size > mostParts) return rejectExpansion(reading, range)
  if (isAlias(node))
    return readAlias(reading, { name: node.source, path, range })
  if (!isNode(node)) return null
  if (node.anchor) reading.anchors.set(node.anchor, node)
  if (node.tag)
    reading.faults.push({
      code: 'yaml-invalid',
      fact: 'A YAML tag is not allowed',
      hint: 'remove it: plain YAML is enough',
      range,
    })
  if (isScalar(node)) return readScalar(reading, { node, range })
  if (isSeq(node))
    return node.items.map((item, index) =>
      read(reading, { node: item, path: [...path, index] }),
    )
  if (!isMap(node)) return null
  const entries = node.items.map((pair) => readPair(reading, { pair, path }))
  reading.faults.push(...duplicateKeys(node.items))
  return Object.fromEntries(entries)
}

function duplicateKeys(pairs: readonly Pair[]): readonly TreeFault[] {
  const seen = new Set<string>()
  return pairs.flatMap(({ key }): readonly TreeFault[] => {
    const name = isScalar(key) ? String(key.value) : ''
    if (seen.size !== seen.add(name).size) return []
    return [
      {
        code: 'yaml-invalid',
        fact: `Key "${name}" is written twice`,
        hint: 'remove one of the two',
        range: rangeOf(key) ?? [0, 0],
      },
    ]
  })
}

function readPair(
  reading: Reading,
  { pair, path }: { readonly pair: Pair; readonly path: Path },
): [string, JsonValue] {
  const name = isScalar(pair.key) ? String(pair.key.value) : ''
  const key = rangeOf(pair.key) ?? [0, 0]
  const at = { node: pair.value, path: [...path, name], key }
  return [name, read(reading, at)]
}

function readAlias(
  reading: Reading,
  alias: { readonly name: string; readonly path: Path; readonly range: Range },
): JsonValue {
  reading.aliases += 1
  if (reading.aliases > mostAliases)
    return rejectExpansion(reading, alias.range)
  const node = reading.anchors.get(alias.name)
  if (node) return read(reading, { node, path: alias.path })
  reading.faults.push({
    code: 'yaml-invalid',
    fact: `No anchor "&${alias.name}" stands above this alias`,
    hint: 'an alias repeats an anchor that stands before it',
    range: alias.range,
  })
  return null
}

function readScalar(
  reading: Reading,
  { node, range }: { readonly node: Scalar; readonly range: Range },
): JsonValue {
  const { value } = node
  const fault = textFault(node)
  if (fault) reading.faults.push({ code: 'value-invalid', range, ...fault })
  if (value === null || value === undefined) return null
  if (typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number' && isExact(value)) return value
  reading.faults.push({
    code: 'value-invalid',
    fact: 'JSON cannot carry this number exactly',
    hint: 'write a smaller number, or put it in quotes',
    range,
  })
  return null
}

function rejectExpansion(reading: Reading, range: Range): null {
  const code = 'alias-limit-exceeded'
  if (reading.faults.some((fault) => fault.code === code)) return null
  reading.faults.push({
    code,
    fact: 'The aliases of this file expand beyond the limit',
    hint: `use at most ${mostAliases} aliases, and none inside its own anchor`,
    range,
  })
  return null
}

function rangeOf(node: unknown): Range | undefined {
  const range = isNode(node) ? node.range : undefined
  return range ? [range[0], range[1]] : undefined
}
