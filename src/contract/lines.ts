/** Finds the line of a contract's file on which a JSON pointer is written. */
import { parseTree, type Node } from 'jsonc-parser'
import { stepsOf } from '../model/json-pointer.ts'
import type { Place } from '../model/problem.ts'
import type { Contract } from '../model/contract.ts'
import { lineStartsOf, positionAt } from '../model/text-position.ts'

type Tree = { readonly root: Node; readonly lineStarts: readonly number[] }

const trees = new WeakMap<Contract, Tree>()

/** Line from 1 of the key at `pointer`. Where nothing is written there, as for
 * a property that is not documented, the line of the closest place above it.
 * Undefined only when the text is not JSON. */
export function lineOf(
  contract: Contract,
  pointer: string,
): number | undefined {
  const tree = trees.get(contract) ?? grow(contract.text)
  if (!tree) return undefined
  trees.set(contract, tree)
  return positionIn(tree, pointer).line
}

/** The same, with the column, in a text that no contract was made of. */
export function positionOf(
  text: string,
  pointer: string,
): Pick<Place, 'line' | 'column'> {
  const tree = grow(text)
  return tree ? positionIn(tree, pointer) : { line: 1, column: 1 }
}

function positionIn(
  { root, lineStarts }: Tree,
  pointer: string,
): Pick<Place, 'line' | 'column'> {
  let node = root
  for (const step of stepsOf(pointer)) {
    const inner = childAt(node, step)
    if (!inner) break
    node = inner
  }
  // The value's parent is the pair `"key": value`, which begins with the key.
  const { offset } = node.parent?.type === 'property' ? node.parent : node
  return positionAt(lineStarts, offset)
}

/** Values by their keys: an object may have many. */
const indexes = new WeakMap<Node, ReadonlyMap<string, Node>>()

function childAt(node: Node, step: string): Node | undefined {
  if (node.type === 'array') return node.children?.[Number(step)]
  const index = indexes.get(node) ?? indexOf(node)
  indexes.set(node, index)
  return index.get(step)
}

/** A property is a pair of key and value. */
function indexOf({ children = [] }: Node): ReadonlyMap<string, Node> {
  return new Map(
    children.flatMap(({ children: pair = [] }) => {
      const [key, value] = pair
      return key && value ? [[String(key.value), value] as const] : []
    }),
  )
}

function grow(text: string): Tree | undefined {
  const root = parseTree(text)
  return root && { root, lineStarts: lineStartsOf(text) }
}
