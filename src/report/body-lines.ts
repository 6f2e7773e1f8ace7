/** A reply's body laid out for reading, and the lines of its values. */
import { applyEdits, findNodeAtLocation, format, parseTree } from 'jsonc-parser'

import { visibleLines } from '../secrets/visible.ts'

/** Beyond this a body is cut: a report is read by people. */
const bodyLimit = 200_000

export type BodyText = {
  readonly text: string
  readonly isJson: boolean
  readonly isCut: boolean
}

/**
 * Laid out without being parsed and printed anew: numbers beyond the reach of
 * a double, escapes and duplicate keys stay as they arrived.
 */
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
  { text, isJson: canTell }: BodyText,
  path: readonly (string | number)[],
): number | undefined {
  const root = canTell ? parseTree(text) : undefined
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
    return false // not JSON is an answer, and the caller shows it as it is
  }
}
