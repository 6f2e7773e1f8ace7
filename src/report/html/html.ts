/** HTML from templates. Hono escapes every value, but writes control and bidi
 * characters as they are, so we make these visible first. */
import { html as escapedHtml, raw } from 'hono/html'
import { visibleLines } from '../../secrets/visible.ts'

/** Text that is HTML already: it goes into another template as it is. */
export type Html = ReturnType<typeof raw>

type Part = Html | string | number | readonly Part[]

export function html(
  strings: TemplateStringsArray,
  ...parts: readonly Part[]
): Html {
  const page = escapedHtml(strings, ...parts.map(shown))
  return page as Html // Hono gives a promise only where a part is one
}

export const nothing = raw('')

export { raw }

function shown(part: Part): unknown {
  if (typeof part === 'string') return visibleLines(part)
  return Array.isArray(part) ? part.map(shown) : part
}
