/** Sorts what a client sent during a call: the request of the call, earlier
 * attempts of a request, and additional requests. */
import { isDeepStrictEqual } from 'node:util'
import type { JsonObject, JsonValue } from '../model/contract.ts'
import type { Exchange, Request } from '../model/exchange.ts'
import type { PreparedCall } from '../drivers/driver.ts'
import { isJsonObject } from '../model/json.ts'
import { own } from '../scenario/json.ts'
import { toRequest } from '../scenario/request.ts'

/** Which sending of one request: the 1st of 3. The last one counts, and is no
 * attempt. */
export type AttemptNumber = { readonly number: number; readonly of: number }

export type Beside = {
  readonly exchange: Exchange
  /** It is an earlier attempt of the call's own request. */
  readonly isOfCall: boolean
  readonly attempt?: AttemptNumber
}

export type Sent = {
  /** The last exchange of the call's request. */
  readonly own?: Exchange
  /** All others, in order. */
  readonly beside: readonly Beside[]
  /** Why no request of the call's operation counts: how its parameters differ
   * from the step's; one line. */
  readonly difference?: string
}

export function sortSent(
  exchanges: readonly Exchange[],
  by: {
    readonly call: PreparedCall
    /** The client chooses the parameters itself. */
    readonly isFree: boolean
  },
): Sent {
  const { call, isFree } = by
  const [only, ...others] = exchanges
  if (only && others.length === 0 && isExactly(only.request, call))
    return { own: only, beside: [] }
  const ofOperation = exchanges.filter(
    ({ request }) =>
      request.method === call.operation.method &&
      request.path === call.operation.path,
  )
  const counting = ofOperation.findLast(
    ({ request }) => isFree || differencesOf(request, call).length === 0,
  )
  const last = ofOperation.at(-1)
  const beside = exchanges
    .map((exchange): Beside => {
      const attempt = attemptOf(exchange, exchanges)
      return {
        exchange,
        isOfCall: counting !== undefined && isSame(exchange, counting),
        ...(attempt && { attempt }),
      }
    })
    .filter(({ exchange }) => exchange !== counting)
  return {
    beside,
    ...(counting && { own: counting }),
    ...(!counting &&
      last && { difference: differencesOf(last.request, call).join(', ') }),
  }
}

function attemptOf(
  exchange: Exchange,
  all: readonly Exchange[],
): AttemptNumber | undefined {
  const same = all.filter((it) => isSame(it, exchange))
  const number = same.indexOf(exchange) + 1
  return number < same.length ? { number, of: same.length } : undefined
}

function isSame({ request: one }: Exchange, { request: other }: Exchange) {
  return (
    one.method === other.method &&
    one.path === other.path &&
    one.body === other.body &&
    isDeepStrictEqual(one.query, other.query)
  )
}

/** The request that our own drivers write, for nearly every call. */
function isExactly(
  { method, path, query, body }: Request,
  { operation, parameters }: PreparedCall,
): boolean {
  if (method !== operation.method || path !== operation.path) return false
  const written = toRequest({ method, path, parameters }, operation)
  return (
    body === written.body &&
    query.length === written.query.length &&
    query.every(([name, text], index) => {
      const [wantedName, wantedText] = written.query[index] ?? []
      return name === wantedName && text === wantedText
    })
  )
}

/** Empty if the client sent the parameters of the step: in the query, where all
 * values are text, or in the body. */
function differencesOf(
  { query, body }: Request,
  { operation: { method, path }, parameters }: PreparedCall,
): readonly string[] {
  const inBody = body === undefined ? {} : objectIn(body)
  if (!inBody) return ['its body is not a JSON object']
  const wanted = objectIn(JSON.stringify(parameters))
  const texts = textsOf(query)
  const asTexts = textsOf(
    toRequest({ method, path, parameters }, { parametersIn: 'query' }).query,
  )
  const isRight = (name: string): boolean =>
    Object.hasOwn(inBody, name)
      ? !texts.has(name) &&
        isDeepStrictEqual(own(inBody, name), own(wanted, name))
      : isDeepStrictEqual(texts.get(name), asTexts.get(name))
  const sent = new Set([...Object.keys(inBody), ...texts.keys()])
  return [
    ...Object.keys(parameters)
      .filter((name) => !isRight(name))
      .map((name) =>
        sent.has(name) ? `"${name}" has another value` : `"${name}" is missing`,
      ),
    ...[...sent]
      .filter((name) => !Object.hasOwn(parameters, name))
      .map((name) => `"${name}" was added`),
  ]
}

function objectIn(text: string): JsonObject | undefined {
  try {
    const value: JsonValue = JSON.parse(text)
    return isJsonObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** The texts of each name; an empty list has none. */
function textsOf(
  query: Request['query'],
): ReadonlyMap<string, readonly string[]> {
  const texts = new Map<string, string[]>()
  for (const [name, text] of query) {
    const list = texts.get(name)
    if (list) list.push(text)
    else texts.set(name, [text])
  }
  return texts
}
