/** A response body, formatted for people, and the lines of its values. */
import { applyEdits, findNodeAtLocation, format, parseTree } from 'jsonc-parser'

import { visibleLines } from '../secrets/visible.ts'

/** A longer body is cut: people read reports. */
const bodyLimit = 200_000

export type BodyText = {
  readonly text: string
  readonly isJson: boolean
  readonly isCut: boolean
}

/** Adds white space only: large numbers, escapes and duplicate keys stay as
 * they arrived. */
export function prettyBody(body: string): BodyText {
  const isCut = body.length > bodyLimit
  const text = isCut ? body.slice(0, bodyLimit) : body
  if (isCut || !isJson(text)) {
    return { text: visibleLines(text), isJson: false, isCut }
  }
  const edits = format(text, undefined, { tabSize: 2, insertSpaces: true })
  return { text: visibleLines(applyEdits(text, edits)), isJson: true, isCut }
}

/** Line of a value in the pretty body; of its parent, where it is missing. */
export function bodyLineOf(
  { text, isJson: isTree }: BodyText,
  path: readonly (string | number)[],
): number | undefined {
  const root = isTree ? parseTree(text) : undefined
  if (!root) return undefined
  for (let length = path.length; length >= 0; length -= 1) {
    const node = findNodeAtLocation(root, path.slice(0, length))
    if (node) return text.slice(0, node.offset).split('\n').length
  }
  return undefined
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false // not JSON: the caller shows the text as it is
  }
}
