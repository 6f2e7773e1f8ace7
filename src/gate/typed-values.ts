/** Typed values: a file of TypeScript that assigns what a release returned to
 * what it declares. Only TypeScript reads it; it never runs. */
import type { TaggedValue } from '../model/client-call.ts'
import { isJsonObject, isList } from '../model/json.ts'

export type Recorded = {
  readonly operation: string
  /** The id of the call. */
  readonly call: string
  /** `getOrCreate` */
  readonly method: string
  readonly value: TaggedValue
}

/** What stands on a line. */
export type Line =
  /** It must fail: otherwise the declared type takes everything. */
  | { readonly kind: 'control'; readonly method: string }
  | { readonly kind: 'value'; readonly of: Recorded; readonly path: string }
  | { readonly kind: 'frame' }

export type Source = {
  readonly text: string
  /** The first line of the text is the first here. */
  readonly lines: readonly Line[]
}

type Written = readonly [text: string, line: Line]

const frame: Line = { kind: 'frame' }

/** @param from the entry and the class of the release. */
export function sourceOf(
  recorded: readonly Recorded[],
  from: { readonly entry: string; readonly className: string },
): Source {
  const head = [
    `import type { ${from.className} as Client } from ${JSON.stringify(from.entry)}`,
    `type Sessions = Client['clientSessions']`,
    `type Value<K extends keyof Sessions> = Sessions[K] extends (...given: never[]) => infer Returned ? Awaited<Returned> : never`,
  ].map((text): Written => [text, frame])
  const methods = [...new Set(recorded.map(({ method }) => method))]
  const controls = methods.map((method, index): Written => [
    `export const control${index}: Value<'${method}'> = Symbol('control')`,
    { kind: 'control', method },
  ])
  const values = recorded.flatMap((of, index) => {
    const start = `export const value${index}: Value<'${of.method}'> =`
    return [
      [start, { kind: 'value', of, path: '' }] as const,
      ...literalOf(of.value, '').map(([text, path]): Written => [
        text,
        { kind: 'value', of, path },
      ]),
    ]
  })
  const all = [...head, ...controls, ...values]
  return {
    text: `${all.map(([text]) => text).join('\n')}\n`,
    lines: all.map(([, line]) => line),
  }
}

/** One property on each line, with its path. */
function literalOf(
  value: TaggedValue,
  path: string,
): readonly (readonly [text: string, path: string])[] {
  if (isList(value))
    return [
      ['[', path],
      ...value.flatMap((item) => [
        ...literalOf(item, `${path}[]`),
        [',', `${path}[]`] as const,
      ]),
      [']', path],
    ]
  if (!isJsonObject(value)) return [[JSON.stringify(value), path]]
  const { $: tag, v } = value
  if (tag === 'undefined') return [['undefined', path]]
  if (tag === 'Date') return [['new Date(0)', path]]
  if (tag === 'number') return [['Number.NaN', path]]
  if (tag === 'bigint') return [[`BigInt(${JSON.stringify(v)})`, path]]
  const inside = tag === 'object' && isJsonObject(v) ? v : value
  return [
    ['{', path],
    ...Object.entries(inside).flatMap(([name, item]) => {
      const at = path === '' ? name : `${path}.${name}`
      const lines = literalOf(item, at)
      return lines.map(
        ([text], index) =>
          [
            `${index === 0 ? `${JSON.stringify(name)}: ` : ''}${text}${index === lines.length - 1 ? ',' : ''}`,
            lines[index]?.[1] ?? at,
          ] as const,
      )
    }),
    ['}', path],
  ]
}

/** An instance of a class has methods, which no recorded value has. */
export function isPlain(value: TaggedValue): boolean {
  if (isList(value)) return value.every(isPlain)
  if (!isJsonObject(value)) return true
  const { $: tag, class: name } = value
  if (['function', 'symbol', 'cycle'].includes(String(tag))) return false
  return (
    !(tag === 'object' && name !== '') && Object.values(value).every(isPlain)
  )
}
