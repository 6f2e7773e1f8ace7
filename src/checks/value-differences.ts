/** Value differences: how the value that a client returned differs from what the
 * API sent. */
import type { TaggedValue } from '../model/client-call.ts'
import type { JsonObject, JsonValue } from '../model/contract.ts'
import { isJsonObject, isList } from '../model/json.ts'
import { parseInstant } from '../scenario/instant.ts'
import { own as property } from '../scenario/json.ts'
import type { ClientJudgement } from './client-judgement.ts'

export type ValueDifference = {
  readonly code: 'sdk-value-lost' | 'sdk-value-changed' | 'sdk-property-dropped'
  /** In the value; empty for the value itself. */
  readonly at: string
  readonly expected: string
  readonly received: string
}

function isTagged(value: TaggedValue | undefined, tag: string): boolean {
  return isJsonObject(value) && value.$ === tag
}

/** No value: JavaScript's `undefined`, the `None` of Python, `nil`. */
export function isNothing(value: TaggedValue | undefined): boolean {
  return isTagged(value, 'undefined') || isNone(value)
}

function isNone(value: TaggedValue | undefined): boolean {
  return isTagged(value, 'none')
}

/** The SDK for Ruby documents that it gives a `Time` for a date. */
function isSameInstant(
  sent: JsonValue | undefined,
  value: TaggedValue,
): boolean {
  if (!isJsonObject(value) || value.$ !== 'Time') return false
  const instant = parseInstant(String(sent))
  return instant !== undefined && instant === parseInstant(String(value.v))
}

type At = {
  readonly judgement: ClientJudgement
  /** In the body, and in the value. */
  readonly place: { readonly body: string; readonly value: string }
}

/** In the order of what was sent. An instance of a class may stand for an
 * object. */
export function differencesOf(
  sent: JsonValue | undefined,
  returned: TaggedValue | undefined,
  at: At,
): readonly ValueDifference[] {
  const { value: where } = at.place
  // A language may have one value for both.
  if (isNone(returned) && (sent === null || sent === undefined)) return []
  const value = unwrapped(returned)
  if (value === undefined || isNothing(value)) return [lost(sent, at)]
  if (isList(sent) && isList(value)) return inList(sent, value, at)
  if (isJsonObject(sent) && isJsonObject(value) && !('$' in value))
    return inObject(sent, value, at)
  if (sent === value || isSameInstant(sent, value)) return []
  return [
    {
      code: 'sdk-value-changed',
      at: where,
      expected: typeOf(sent),
      received:
        typeOf(sent) === typeOf(value)
          ? `another ${typeOf(value)}`
          : typeOf(value),
    },
  ]
}

function lost(
  sent: JsonValue | undefined,
  { judgement: { isUndocumented }, place }: At,
): ValueDifference {
  return {
    code: isUndocumented(place.body)
      ? 'sdk-property-dropped'
      : 'sdk-value-lost',
    at: place.value,
    expected: typeOf(sent),
    received: 'undefined',
  }
}

function inList(
  sent: readonly JsonValue[],
  value: readonly TaggedValue[],
  { judgement, place }: At,
): readonly ValueDifference[] {
  if (sent.length !== value.length) {
    const isLess = value.length < sent.length
    return [
      {
        code: isLess ? 'sdk-value-lost' : 'sdk-value-changed',
        at: place.value,
        expected: `${sent.length} in the list`,
        received: `${value.length}`,
      },
    ]
  }
  return sent.flatMap((item, index) =>
    differencesOf(item, value[index], {
      judgement,
      place: {
        body: `${place.body}[${index}]`,
        value: `${place.value}[${index}]`,
      },
    }),
  )
}

function inObject(
  sent: JsonObject,
  value: JsonObject,
  { judgement, place }: At,
): readonly ValueDifference[] {
  const inside = (name: string) =>
    place.value === '' ? name : `${place.value}.${name}`
  const added = Object.keys(value).filter(
    (name) => !Object.hasOwn(sent, name) && !isNone(value[name]),
  )
  return [
    ...Object.keys(sent).flatMap((name) =>
      differencesOf(sent[name], property(value, name), {
        judgement,
        place: { body: `${place.body}.${name}`, value: inside(name) },
      }),
    ),
    ...added.map((name): ValueDifference => ({
      code: 'sdk-value-changed',
      at: inside(name),
      expected: 'absent',
      received: typeOf(value[name]),
    })),
  ]
}

/** An instance of a class has the same properties as the object. */
function unwrapped(value: TaggedValue | undefined): TaggedValue | undefined {
  return isJsonObject(value) && value.$ === 'object' ? value.v : value
}

function typeOf(value: TaggedValue | undefined): string {
  if (value === undefined) return 'absent'
  if (value === null) return 'null'
  if (isList(value)) return 'list'
  if (isJsonObject(value))
    return typeof value.$ === 'string' ? value.$ : 'object'
  return typeof value === 'bigint' ? 'number' : typeof value
}
