/** Puts the numbers that a body was read without back into it. */
import { exactOf } from './exact-number.ts'
import type { JsonValue } from './contract.ts'
import { readJsonText, type Found } from './read-json.ts'

type Holder = Record<string | number, unknown>

/** A copy of `value` with a symbol in the place of each number that was rounded;
 * `value` itself where there is none. */
export function withExact(
  value: JsonValue,
  rounded: readonly Found[],
): unknown {
  const root: Holder = { value }
  /** Each object on a way is copied once. */
  const copies = new Set<unknown>()
  for (const { text, path = [] } of rounded) {
    const steps = ['value', ...path]
    let holder = root
    for (const step of steps.slice(0, -1)) {
      const inner = holder[step]
      const copy = copies.has(inner) ? inner : copyOf(inner)
      copies.add(copy)
      set(holder, step, copy)
      holder = copy as Holder // as: the path leads through objects and lists
    }
    set(holder, steps.at(-1) ?? '', exactOf(text))
  }
  return root['value']
}

/** The value of a JSON text, with symbols for the numbers that nothing else holds;
 * undefined where the text is not JSON. */
export function parseExactly(text: string): unknown {
  const read = readJsonText(text)
  return read.kind === 'json' ? withExact(read.value, read.rounded) : undefined
}

function copyOf(value: unknown): unknown {
  return Array.isArray(value)
    ? [...value]
    : Object.fromEntries(Object.entries(Object(value)))
}

/** Also for `__proto__` as a name. */
function set(holder: Holder, name: string | number, value: unknown): void {
  const rest = { enumerable: true, writable: true, configurable: true }
  Object.defineProperty(holder, name, { value, ...rest })
}
