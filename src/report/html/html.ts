/** HTML from templates in which every value is escaped. */
import { visibleLines } from '../../secrets/visible.ts'

/** Text that is HTML already, made by `html` alone. */
export class Html {
  readonly #text: string
  constructor(text: string) {
    this.#text = text
  }
  toString(): string {
    return this.#text
  }
}

type Part = Html | string | number | readonly Part[]

/** Strings and numbers are escaped, with what is hidden or turns text around
 * written out; `Html` and lists of parts go in whole. */
export function html(
  strings: TemplateStringsArray,
  ...parts: readonly Part[]
): Html {
  const [first = '', ...rest] = strings
  return new Html(
    rest.reduce(
      (text, string, index) => text + write(parts[index] ?? '') + string,
      first,
    ),
  )
}

export const nothing = new Html('')

function write(part: Part): string {
  if (part instanceof Html) return part.toString()
  if (typeof part === 'string') return escape(visibleLines(part))
  return typeof part === 'number' ? String(part) : part.map(write).join('')
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '')
}
