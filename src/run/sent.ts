/** Sorts what a client sent during a call: the request of the call, earlier
 * attempts of a request, and additional requests. */
import { isDeepStrictEqual } from 'node:util'
import type { Exchange, Request } from '../model/exchange.ts'
import type { PreparedCall } from '../drivers/driver.ts'
import { parameterDifferences } from '../scenario/parameter-differences.ts'
import type { ParameterDifference } from '../scenario/parameter-differences.ts'
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

/** Empty if the client sent the parameters of the step. */
function differencesOf(
  request: Request,
  call: PreparedCall,
): readonly string[] {
  const differences = parameterDifferences(request, call)
  return differences?.map(shownAs) ?? ['its body is not a JSON object']
}

function shownAs({ name, kind }: ParameterDifference): string {
  switch (kind) {
    case 'lost':
      return `"${name}" is missing`
    case 'changed':
      return `"${name}" has another value`
    case 'added':
      return `"${name}" was added`
    default:
      return kind satisfies never
  }
}
