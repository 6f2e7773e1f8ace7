/** Adds an entry to the text of known issues, or renews one: comments and order
 * stay. */
import { isMap, isSeq, parseDocument, stringify, type Document } from 'yaml'
import type { Scope } from './known-issues.ts'
import { areInOneScope } from './known-issues.ts'

export type NewIssue = Scope & {
  readonly fingerprint: string
  readonly owner: string
  readonly reason: string
  readonly link: string
  readonly expires: string
}

/** Without folding: a fingerprint stays on one line. */
const format = { lineWidth: 0, singleQuote: true } as const

/** As the file would hold it. */
export function textOf(issue: NewIssue): string {
  return stringify([issue], format)
}

/** @param text a valid file, or an empty one. */
export function withIssue(text: string, issue: NewIssue): string {
  const document: Document = parseDocument(text)
  const list = document.contents
  if (!isSeq(list)) {
    document.contents = document.createNode([issue])
    return document.toString(format)
  }
  const before = list.items.find((item) => {
    if (!isMap(item)) return false
    const { fingerprint, ...scope }: Partial<NewIssue> = item.toJSON()
    return fingerprint === issue.fingerprint && areInOneScope(scope, issue)
  })
  if (isMap(before)) {
    for (const [key, value] of Object.entries(issue)) before.set(key, value)
  } else {
    list.flow = false
    list.add(document.createNode(issue))
  }
  return document.toString(format)
}
