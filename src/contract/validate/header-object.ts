/** Splits the text of a header into the properties of an object (OpenAPI 3.0.3
 * §4.7.12.3: `a,1,b,2`, or `a=1,b=2` where it is exploded). */
import type { Members } from './header-members.ts'

/** The properties, or the text where it is no such list. Undefined where a comma
 * may be part of a text, so that it can be read in several ways. */
export function splitObject(
  text: string,
  {
    isExploded,
    members,
  }: { readonly isExploded: boolean; readonly members: Members },
): ReadonlyMap<string, string> | string | undefined {
  const found = new Map<string, string>()
  let isAfterText = false
  for (const [name, value] of isExploded ? exploded(text) : paired(text)) {
    if (value === undefined || found.has(name))
      return isAfterText ? undefined : text
    const isDocumented = members.pointerOf(name) !== undefined
    if (!isDocumented && isAfterText) return undefined
    isAfterText ||= members.isText(name)
    found.set(name, value)
  }
  return found
}

type Pair = readonly [name: string, value: string | undefined]

function exploded(text: string): readonly Pair[] {
  return piecesOf(text).map((piece) => {
    const [name = '', ...rest] = piece.split('=')
    return [name.trim(), rest.length > 0 ? rest.join('=').trim() : undefined]
  })
}

function paired(text: string): readonly Pair[] {
  const pieces = piecesOf(text)
  return pieces.flatMap((name, index) =>
    index % 2 === 0 ? [[name, pieces[index + 1]] as const] : [],
  )
}

function piecesOf(text: string): readonly string[] {
  return text.trim() === '' ? [] : text.split(',').map((one) => one.trim())
}
