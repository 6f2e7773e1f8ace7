/** What a recorded request holds, and whether the API accepted it. */
import type { JsonValue } from '../../model/contract.ts'
import { headerOf } from '../../model/exchange.ts'
import { isJsonObject, objectOr } from '../../model/json.ts'
import type { Difference, Link } from '../difference.ts'
import type { MemberDelta } from '../schemas/delta.ts'
import type { Seen } from './evidence.ts'
import { valuesAt } from './places.ts'

/** Whether the request has the member; undefined where the record does not
 * say. */
export function holds(
  { exchange: { request }, sent }: Seen,
  {
    delta,
    route,
  }: { readonly delta: MemberDelta; readonly route: readonly Link[] },
): boolean | undefined {
  const { query = [], headers = [] } = request
  const type = headerOf(headers, 'content-type')
  switch (delta.of) {
    case 'parameter':
      return /^(?:header|cookie) /.test(delta.name)
        ? undefined
        : query.some(([name]) => name === delta.name)
    case 'property': {
      const body = sent()
      if (body === undefined || route[0]?.step !== '') return undefined
      const owners = valuesAt(body, route.slice(1)).map(({ value }) => value)
      const objects = owners.filter(isJsonObject)
      return objects.length === 0
        ? undefined
        : objects.every((one) => Object.hasOwn(one, delta.name))
    }
    case 'body':
      if (request.body !== undefined) return true
      return type === undefined ? false : undefined // too long to keep
    case 'content-type':
      return type?.split(';', 1).join('').trim().toLowerCase() === delta.name
    case 'header':
    case 'status':
      return undefined
    default:
      return delta.of satisfies never
  }
}

/** The values at a place. A text of a query may stand for several: each value
 * comes with its readings. */
export function sentAt(
  { exchange: { request }, sent }: Seen,
  [top, ...below]: readonly Link[],
): readonly (readonly JsonValue[])[] {
  if (!top) return []
  if (top.step === '') {
    const body = sent()
    return body === undefined
      ? []
      : valuesAt(body, below).map(({ value }) => [value])
  }
  const texts = (request.query ?? [])
    .filter(([name]) => name === top.step)
    .map(([, text]) => text)
  const [first] = texts
  if (first === undefined || below.length > 0) return []
  return texts.length === 1
    ? [[...readingsOf(first), readingsOf(first), first.split(',')]]
    : [[texts]]
}

function readingsOf(text: string): readonly JsonValue[] {
  const isScalar = /^(?:true|false|null|-?\d{1,15}(?:\.\d{1,9})?)$/.test(text)
  return isScalar ? [text, JSON.parse(text)] : [text]
}

/** Undefined where the answer is about something else. A resource that is not
 * found shows that the request itself was accepted. */
export function wasAccepted(
  { reply: { status }, received }: Seen,
  difference: Difference,
): boolean | undefined {
  if (status < 300) return true
  const {
    type,
    message,
    validation_errors: errors,
  } = objectOr(objectOr(received())['error'])
  if (status === 404)
    return /\w_not_found$/.test(String(type)) ? true : undefined
  if (![400, 415, 422].includes(status)) return undefined
  const name = nameIn(difference)
  if (name === undefined) return isJsonObject(errors) ? undefined : false
  if (isJsonObject(errors))
    return Object.hasOwn(errors, name) ? false : undefined
  return String(message)
    .split(/[^\w-]+/)
    .includes(name)
    ? false
    : undefined
}

/** The name that an error would mention; undefined for the body as a whole. */
function nameIn({ delta, route = [] }: Difference): string | undefined {
  const step = route.map((link) => link.step).find((it) => /^[^[*]/.test(it))
  if (step !== undefined) return step
  const isNamed = delta?.kind === 'member' && delta.of.startsWith('p')
  return isNamed ? delta.name : undefined
}
