/** Finds the line of a contract's file on which a JSON pointer is written. */
import { findNodeAtLocation, parseTree, type Node } from 'jsonc-parser'
import { stepsOf } from './document/json.ts'
import type { Contract } from '../model/contract.ts'

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
  let node = tree.root
  for (const step of stepsOf(pointer)) {
    const inner = findNodeAtLocation(node, [
      node.type === 'array' ? Number(step) : step,
    ])
    if (!inner) break
    node = inner
  }
  // The value's parent is the pair `"key": value`, which begins with the key.
  const { offset } = node.parent?.type === 'property' ? node.parent : node
  return lineAt(tree.lineStarts, offset)
}

function grow(text: string): Tree | undefined {
  const root = parseTree(text)
  if (!root) return undefined
  const lineStarts = [0]
  for (const { index } of text.matchAll(/\n/g)) lineStarts.push(index + 1)
  return { root, lineStarts }
}

/** The number of lines that start at or before the offset. */
function lineAt(lineStarts: readonly number[], offset: number): number {
  let low = 0
  let high = lineStarts.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((lineStarts[middle] ?? 0) <= offset) low = middle + 1
    else high = middle
  }
  return low
}
