/** Header pairs: writes the headers of Node and of Playwright as pairs of name
 * and value, in their order. */
import type { Header } from '../model/exchange.ts'

/** @param raw a name, its value, the next name, and so on: Node's list. */
export function pairsOfRaw(raw: readonly string[]): readonly Header[] {
  const pairs: Header[] = []
  for (let at = 0; at < raw.length; at += 2) {
    pairs.push([raw[at] ?? '', raw[at + 1] ?? ''])
  }
  return pairs
}

/** @param headers as Playwright's `headersArray` lists them. */
export function pairsOfArray(
  headers: readonly { readonly name: string; readonly value: string }[],
): readonly Header[] {
  return headers.map(({ name, value }) => [name, value])
}
