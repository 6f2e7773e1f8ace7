/** Tokens of JSON text (RFC 8259 §3, §6, §7), and the words for what is none. */

export class BrokenJson extends Error {
  readonly offset: number
  constructor(offset: number, fact: string) {
    super(fact)
    this.name = 'BrokenJson'
    this.offset = offset
  }
}

/** What a reader expects next. */
export type Wanted =
  'value' | 'value or ]' | 'name' | 'name or }' | ':' | 'next'

export const plainly: Readonly<Record<Wanted, string>> = {
  value: 'a value must be',
  'value or ]': 'a value or "]" must be',
  name: 'a property name in double quotes must be',
  'name or }': 'a property name in double quotes or "}" must be',
  ':': '":" must be',
  next: '',
}

const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.+-])/y

export function numberAt(text: string, offset: number): string | undefined {
  number.lastIndex = offset
  return number.exec(text)?.[0]
}

const words = [
  { text: 'true', value: true },
  { text: 'false', value: false },
  { text: 'null', value: null },
] as const

export function wordAt(
  text: string,
  offset: number,
): (typeof words)[number] | undefined {
  return words.find(
    (one) =>
      text.startsWith(one.text, offset) &&
      !/\w/.test(text[offset + one.text.length] ?? ''),
  )
}

/** The text in double quotes at an offset, and where it ends; undefined where
 * none begins. Throws where it is broken. */
export function textAt(
  text: string,
  offset: number,
): { readonly value: string; readonly end: number } | undefined {
  if (text[offset] !== '"') return undefined
  let isPlain = true
  for (let at = offset + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === 34) {
      const written = text.slice(offset, at + 1)
      const value: string = isPlain
        ? written.slice(1, -1)
        : String(JSON.parse(written))
      return { value, end: at + 1 }
    }
    if (code < 32)
      throw new BrokenJson(
        at,
        `a control character (U+${code.toString(16).padStart(4, '0').toUpperCase()}) stands in a text, unescaped`,
      )
    if (code !== 92) continue
    isPlain = false
    escape.lastIndex = at
    const found = escape.exec(text)?.[0]
    if (found === undefined)
      throw new BrokenJson(
        at,
        `"${text.slice(at, at + 2)}" is no escape of JSON`,
      )
    at += found.length - 1
  }
  throw new BrokenJson(text.length, 'the end of a text is missing')
}

const escape = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y

/** Where the text stops being JSON, and what stands there. */
export function standsAt(
  text: string,
  { offset, wanted }: { readonly offset: number; readonly wanted: string },
): BrokenJson {
  const comma = /,[ \t\n\r]*$/.exec(
    text.slice(Math.max(0, offset - 100), offset),
  )
  const sign = text[offset]
  if (comma && (sign === '}' || sign === ']'))
    return new BrokenJson(
      offset - comma[0].length,
      `a comma stands before "${sign}"`,
    )
  const what = whatStands(text.slice(offset, offset + 60))
  return new BrokenJson(offset, `${what} where ${wanted}`)
}

const others: readonly (readonly [RegExp, (found: string) => string])[] = [
  [/^$/, () => 'the text ends'],
  [/^\uFEFF/, () => 'a byte order mark (RFC 8259 §8.1) stands'],
  [/^<[!?/a-z][^\s>]*>?/i, (it) => `${it}, HTML or XML, stands`],
  [/^\/[/*]/, () => 'a comment stands'],
  [/^'/, () => 'a single quote stands'],
  [/^-?[A-Za-z_$][\w$]*/, (it) => `the word ${it} stands`],
  [/^[+-]?[\d.][\w.+-]*/, (it) => `${it}, no number of JSON, stands`],
  [/^./su, (it) => `${JSON.stringify(it)} stands`],
]

function whatStands(rest: string): string {
  for (const [form, say] of others) {
    const found = form.exec(rest)?.[0]
    // A long word may be a secret: only short ones are shown.
    if (found !== undefined)
      return say(found.length > 20 ? `${found.slice(0, 1)}…` : found)
  }
  return 'something else stands'
}
