/** Examples: the smallest whole request or response around what a change is
 * about. */
import type { JsonValue } from '../../model/contract.ts'
import type { Body, Input, Reply, Surface } from '../operations/surface.ts'
import type { Spot } from '../schemas/alternative.ts'
import type { Making } from './making.ts'
import { leastOf } from './values.ts'

type Values = Readonly<Record<string, JsonValue>>

export type Example = {
  /** `POST /x/{id}` */
  readonly operation: string
  /** Of a response. */
  readonly status?: string
  /** By the names of the placeholders. */
  readonly path: Values
  readonly query: Values
  readonly headers: Values
  readonly body?: JsonValue
}

/** A part of an exchange, and the value that is put there. */
export type Part = { readonly label: string; readonly value: JsonValue }

/** Of what the surface requires, and the part. Undefined where a required part
 * has no value. */
export function requestAround(
  part: Part | undefined,
  { surface, making }: { readonly surface: Surface; readonly making: Making },
): Example | undefined {
  const { inputs, body, operation } = surface
  const found = new Map<Input, JsonValue>()
  for (const input of inputs.values()) {
    const isPart = input.label === part?.label
    if (!isPart && !input.isRequired && input.in !== 'path') continue
    const value = isPart ? part.value : leastOf(input.spot, making, [])
    if (value === undefined) return undefined
    found.set(input, value)
  }
  const content = bodyAround(part, { body, making })
  if (content === 'impossible') return undefined
  const at = (place: string): Values =>
    Object.fromEntries(
      [...found]
        .filter(([input]) => input.in === place)
        .map(([{ label }, value]) => [label.split(' ').at(-1) ?? label, value]),
    )
  const path = at('path')
  const [query, headers] = [at('query'), at('header')]
  return { operation: operation.key, path, query, headers, ...content }
}

function bodyAround(
  part: Part | undefined,
  {
    body,
    making,
  }: { readonly body: Body | undefined; readonly making: Making },
): Pick<Example, 'body'> | 'impossible' {
  if (part?.label === 'body') return { body: part.value }
  if (!body?.isRequired) return {}
  const value = leastIn(body, making)
  return value === undefined ? 'impossible' : { body: value }
}

function leastIn(
  { contents }: Pick<Body, 'contents'>,
  making: Making,
): JsonValue | undefined {
  const [spot] = contents.values()
  return spot && leastOf(spot, making, [])
}

/** @param spot of the part: it decides which response is meant. */
export function replyAround(
  part: Part | undefined,
  {
    surface,
    spot,
    making,
  }: {
    readonly surface: Surface
    readonly spot: Spot | string
    readonly making: Making
  },
): Example | undefined {
  const { replies, operation } = surface
  const found = [...replies].find(([, reply]) => holds(reply, spot))
  if (!found) return undefined
  const [status, reply] = found
  const headers = [...reply.headers].flatMap(([name, header]) => {
    const isPart = `header ${name}` === part?.label
    if (!isPart && !header.isRequired) return []
    const value = isPart ? part.value : leastOf(header.spot, making, [])
    return value === undefined ? [] : [[name, value] as const]
  })
  const body = part?.label === 'body' ? part.value : leastIn(reply, making)
  return {
    operation: operation.key,
    status,
    path: {},
    query: {},
    headers: Object.fromEntries(headers),
    ...(body !== undefined && { body }),
  }
}

/** By its own pointer, or by a schema of its parts. */
function holds(reply: Reply, spot: Spot | string): boolean {
  if (typeof spot === 'string')
    return (
      reply.pointer === spot ||
      [...reply.headers.values()].some(({ pointer }) => pointer === spot)
    )
  const own = [
    ...reply.contents.values(),
    ...[...reply.headers.values()].map((header) => header.spot),
  ]
  return own.some((one) => one.join() === spot.join())
}
