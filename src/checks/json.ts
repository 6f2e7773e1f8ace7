/** JSON: reads a response's body, or says why it cannot be read. */
import { visit } from 'jsonc-parser'
import type { JsonValue } from '../model/contract.ts'
import type { Reply } from '../model/exchange.ts'

export type JsonReading =
  | {
      readonly kind: 'json'
      readonly value: JsonValue
      /** Names that occur twice in one object (RFC 8259 §4). */
      readonly duplicates: readonly string[]
    }
  | { readonly kind: 'empty' }
  | {
      readonly kind: 'unreadable'
      readonly code: 'body-unreadable' | 'body-not-utf8'
      readonly received: string
    }

export function readJson(reply: Reply): JsonReading {
  if (reply.body.trim() === '') return { kind: 'empty' }
  if (!reply.isUtf8) {
    const received = 'bytes that are not UTF-8'
    return { kind: 'unreadable', code: 'body-not-utf8', received }
  }
  try {
    const value: JsonValue = JSON.parse(reply.body)
    return { kind: 'json', value, duplicates: duplicatesIn(reply.body, value) }
  } catch (error) {
    return {
      kind: 'unreadable',
      code: 'body-unreadable',
      received: excerptAround(reply.body, error),
    }
  }
}

/** Every key is followed by `":`. If the text has no more of these than the value
 * has keys, no key was lost; only otherwise is the text parsed once more. */
function duplicatesIn(text: string, value: unknown): readonly string[] {
  return (text.match(/"\s*:/g)?.length ?? 0) === countKeys(value)
    ? []
    : repeatedKeys(text)
}

function countKeys(root: unknown): number {
  let count = 0
  const waiting: unknown[] = [root]
  while (waiting.length > 0) {
    const value = waiting.pop()
    if (typeof value !== 'object' || value === null) continue
    const children: readonly unknown[] = Object.values(value)
    if (!Array.isArray(value)) count += children.length
    for (const child of children) {
      if (typeof child === 'object') waiting.push(child)
    }
  }
  return count
}

function repeatedKeys(text: string): readonly string[] {
  const open: Set<string>[] = []
  const repeated = new Set<string>()
  visit(text, {
    onObjectBegin: () => {
      open.push(new Set())
    },
    onObjectEnd: () => {
      open.pop()
    },
    onObjectProperty: (name) => {
      const names = open.at(-1)
      if (names?.has(name)) repeated.add(name)
      names?.add(name)
    },
  })
  return [...repeated]
}

/** The text near the place that the parser names, or the end of the text. */
function excerptAround(text: string, error: unknown): string {
  const message = error instanceof Error ? error.message : ''
  const position = Number(/position (\d+)/.exec(message)?.[1] ?? text.length)
  const end = position + 20
  const rest = end < text.length ? '…' : ''
  const before = text.slice(Math.max(0, position - 20), position)
  // Half a word could be half a token, which redaction would not recognise.
  const whole = position > 20 ? before.replace(/^[^\s,:{}[\]]*/, '') : before
  const excerpt = JSON.stringify(whole + text.slice(position, end) + rest)
  return position >= text.length
    ? `text that ends too early: …${excerpt}`
    : `text that is not JSON at character ${position}: …${excerpt}`
}
