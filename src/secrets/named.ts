/** Named: what a text gives out as a secret, by the name before it. The text may
 * be JSON or not, whole or cut off, and may use a name twice: it is not parsed. */
import { holdsKinds } from './needles.ts'
import { madeUp } from './token-shapes.ts'
import type { Range } from './view.ts'

export type Named = Range & { readonly value: string }

/** In any case, as part of any name; not in a placeholder of ours. */
const words =
  /(?!secret(?: \d+)?\])(?:token|secret|passw(?:or)?d|passphrase|jwt|(bearer|credential|authorization)|(?:api|private|publishable|access|secret|signing)[\s_-]?key)s?/gi

/** A string of JSON, whatever it is. */
const property = /[\s_-]*"\s*:\s*"((?:[^"\\]+|\\.)*)/y

const container = /[\w$.-]{0,24}\s{0,8}["']?\s*[:=]\s*(?=[[{])/y

/** The rest of the name, signs, and words that may stand before the value. */
const assignment =
  /[\w$.-]{0,24}([\s:=>,|("'`\\[\])]{1,16})(?:(?:-|<!\[CDATA\[|<[\w:.-]{1,24}>|(?:value|content|text|is|was|bearer|basic|token)(?=[\s"'`:=>]))[\s"'`:=>]{0,16}){0,3}/iy

/** `<token type="…">` */
const tag = /[^<>]{0,200}>\s*(?:<!\[CDATA\[\s*)?/y

const word = /[^\s"'`<>&;,…{}()[\]\\|=]{12,}={0,2}/y

const inContainer = /"((?:[^"\\]+|\\.)*)"?|[[\]{}]|\d{12,}/g

/** Every value, in the order of the names. They may overlap. */
export function* namedIn(text: string): Generator<Named> {
  // What was searched for one name is not searched for a later one.
  const searched = { container: 0, word: 0 }
  words.lastIndex = 0
  let next = 0
  for (;;) {
    words.lastIndex = next
    const match = words.exec(text)
    if (!match) return
    const { 0: name, 1: isCommon, index } = match
    const end = index + name.length
    next = end
    const string = isCommon ? undefined : matchAt(property, text, end)
    if (string) {
      const value = string[1] ?? ''
      next = end + string[0].length
      yield { value: unescapeJson(value), from: next - value.length, to: next }
      continue
    }
    const open = matchAt(container, text, end)
    if (open && end >= searched.container) {
      searched.container = yield* opaqueIn(text, end + open[0].length)
    }
    const found = assignedAt(text, { from: index, to: end }, searched)
    if (!found) continue
    next = found.to
    yield found
  }
}

function matchAt(
  pattern: RegExp,
  text: string,
  at: number,
): RegExpExecArray | undefined {
  pattern.lastIndex = at
  return pattern.exec(text) ?? undefined
}

type Searched = { word: number }

function assignedAt(
  text: string,
  name: Range,
  searched: Searched,
): Named | undefined {
  const [before, signs] = matchAt(assignment, text, name.to) ?? []
  if (before === undefined || signs === undefined) return undefined
  const isNumberToo = /[:=>("'`]/.test(signs)
  const at = name.to + before.length
  const found = wordAt(text, at, searched)
  if (found && (isNumberToo || !isNumber(found.value))) return found
  const start = text.slice(Math.max(0, name.from - 41), name.from)
  if (!/<[\w:.-]{0,40}$/.test(start)) return undefined
  const rest = matchAt(tag, text, name.to)
  return rest && wordAt(text, name.to + rest[0].length, searched)
}

function wordAt(
  text: string,
  from: number,
  searched: Searched,
): Named | undefined {
  if (from < searched.word) return undefined
  const value = matchAt(word, text, from)?.[0]
  if (value === undefined) return undefined
  const to = from + value.length
  searched.word = to
  return isOpaque(value) || isNumber(value) ? { value, from, to } : undefined
}

/** The strings and numbers of a list or an object.
 * @returns where it ends. */
function* opaqueIn(text: string, start: number): Generator<Named, number> {
  let depth = 0
  inContainer.lastIndex = start
  for (;;) {
    const match = inContainer.exec(text)
    if (!match) return text.length
    const { 0: found, 1: string, index } = match
    const to = index + found.length
    if (string !== undefined) {
      const from = index + 1
      if (isOpaque(string)) {
        yield { value: string, from, to: from + string.length }
      }
    } else if (found === '[' || found === '{') depth += 1
    else if (found === ']' || found === '}') depth -= 1
    else yield { value: found, from: index, to }
    if (depth <= 0) return to
    inContainer.lastIndex = to
  }
}

function isNumber(value: string): boolean {
  return /^\d{12,}$/.test(value)
}

/** What is no secret though it has characters of several kinds: ids, times, URLs
 * and marks of ours. */
const ordinary =
  /^(?:[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$|\d{4}-\d\d-\d\d|seamwatch-)|:\/\//i

/** Behind the path of a file. */
const lineAndColumn = /(?<=\/[\w.-]{1,80}\.(?:ya?ml|json))(?::\d{1,6}){1,2}$/

/** No word, and no words put together: those change the kind of their characters
 * seldom. */
export function isOpaque(value: string): boolean {
  if (value.length < 12 || !holdsKinds(value)) return false
  if (/\s/.test(value) || ordinary.test(value) || value.includes(madeUp))
    return false
  const digits = value.replace(lineAndColumn, '').match(/\d/g)?.length ?? 0
  if (digits >= 3) return true
  const changes = value.match(kindChange)?.length ?? 0
  return changes * (digits > 0 ? 4 : 3) >= value.length
}

const kindChange = /[a-z](?=[A-Z\d])|[A-Z](?=[a-z\d])|\d(?=[A-Za-z])/g

/** As it was written, and as a parser that rounds shows it. */
export function writingsOf(value: string): readonly string[] {
  if (!isNumber(value)) return [value]
  return [value, String(Number(value))]
}

function unescapeJson(text: string): string {
  if (!text.includes('\\')) return text
  try {
    return String(JSON.parse(`"${text}"`))
  } catch {
    return text // cut off inside an escape: redact what is there
  }
}
