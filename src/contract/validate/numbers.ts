/** Judges numbers exactly: keywords of ajv that know integers of any size. */
import { isDeepStrictEqual } from 'node:util'
import type { Ajv, ErrorObject } from 'ajv'
import {
  compareExactly,
  exactText,
  isExact,
  isMultiple,
  isWhole,
  type Exact,
} from '../../model/exact-number.ts'
import { joinPointer } from '../../model/json-pointer.ts'
import type { Located } from '../document/refs.ts'
import type { Judge } from './errors.ts'

/** The number at a JSON pointer, where a `number` would round it. */
export type ExactAt = (pointer: string) => Exact | undefined

type Rule = (value: Exact, limit: Exact) => boolean

const rules: Readonly<Record<string, Rule>> = {
  minimum: (value, limit) => compareExactly(value, limit) >= 0,
  maximum: (value, limit) => compareExactly(value, limit) <= 0,
  exclusiveMinimum: (value, limit) => compareExactly(value, limit) > 0,
  exclusiveMaximum: (value, limit) => compareExactly(value, limit) < 0,
  multipleOf: isMultiple,
}

const within =
  (from: Exact, to: Exact) =>
  (value: Exact): boolean =>
    isWhole(value) &&
    compareExactly(value, from) >= 0 &&
    compareExactly(value, to) <= 0

/** The largest number that rounds to one of single precision (IEEE 754). */
const largestFloat = 2 ** 128 - 2 ** 103

/** OpenAPI 3.0.3 §4.4, and the formats of its registry. */
const formats: ReadonlyMap<string, (value: Exact) => boolean> = new Map([
  ['int8', within(-128, 127)],
  ['uint8', within(0, 255)],
  ['int16', within(-(2 ** 15), 2 ** 15 - 1)],
  ['uint16', within(0, 2 ** 16 - 1)],
  ['int32', within(-(2 ** 31), 2 ** 31 - 1)],
  ['uint32', within(0, 2 ** 32 - 1)],
  ['int64', within(-(2n ** 63n), 2n ** 63n - 1n)],
  ['uint64', within(0, 2n ** 64n - 1n)],
  [
    'float',
    (value) =>
      compareExactly(value, largestFloat) < 0 &&
      compareExactly(value, -largestFloat) > 0,
  ],
  ['double', (value) => Number.isFinite(Number(exactText(value)))],
])

export function isNumberFormat(name: string): boolean {
  return formats.has(name)
}

export const numberFormatNames: readonly string[] = [...formats.keys()]

/** Puts the keywords below in the place of those of ajv, which know only numbers
 * of JavaScript. */
export function convertNumbers(
  made: Record<string, unknown>,
  {
    origin: { node, pointer },
    exact,
  }: {
    readonly origin: Located
    readonly exact: ExactAt
  },
): void {
  const at = (...steps: readonly (string | number)[]): Exact | undefined =>
    exact(joinPointer(pointer, ...steps))
  if (made['type'] === 'number' || made['type'] === 'integer') {
    made['numeric'] = { type: made['type'], isNullable: false }
    delete made['type']
  }
  // Exclusive limits are flags beside the limit in OpenAPI 3.0, numbers of their
  // own in JSON Schema.
  for (const [word, flag] of [
    ['minimum', 'exclusiveMinimum'],
    ['maximum', 'exclusiveMaximum'],
  ] as const)
    if (word in node)
      made[node[flag] === true ? flag : word] = at(word) ?? node[word]
  if ('multipleOf' in node)
    made['multipleOf'] = at('multipleOf') ?? node['multipleOf']
  const values = made['enum']
  if (!Array.isArray(values)) return
  const exactly = values.map((value, index) => at('enum', index) ?? value)
  // ajv's own comparison calls what an object holds as `valueOf`.
  const isPlain = exactly.every(
    (value, index) => value === values[index] && Object(value) !== value,
  )
  if (isPlain) return
  delete made['enum']
  made['exactEnum'] = exactly
}

function isSame(one: unknown, other: unknown): boolean {
  return isExact(one) && isExact(other)
    ? compareExactly(one, other) === 0
    : isDeepStrictEqual(one, other)
}

/** The error is one as ajv's own keyword would give it. */
function judging(
  isRight: (data: unknown) => boolean,
  error: {
    readonly keyword: string
    readonly params: Readonly<Record<string, unknown>>
    readonly parentSchema: object
  },
): Judge {
  const judge: Judge = (data) => {
    if (isRight(data)) return true
    const fresh: object = { ...error, params: { ...error.params } }
    judge.errors = [fresh as ErrorObject] // as: ajv adds the rest
    return false
  }
  return judge
}

export function addNumbers(ajv: Ajv): void {
  for (const [keyword, rule] of Object.entries(rules)) {
    ajv.removeKeyword(keyword)
    ajv.addKeyword({
      keyword,
      errors: 'full',
      compile: (limit: unknown, parentSchema) => {
        if (!isExact(limit)) throw new Error(`"${keyword}" must be a number`)
        if (keyword === 'multipleOf' && compareExactly(limit, 0) <= 0)
          throw new Error(`"${keyword}" must be greater than 0`)
        return judging((data) => !isExact(data) || rule(data, limit), {
          keyword,
          params: { limit },
          parentSchema,
        })
      },
    })
  }
  ajv.addKeyword({
    keyword: 'numeric',
    errors: 'full',
    compile: (
      { type, isNullable }: { type: string; isNullable: boolean },
      parentSchema,
    ) =>
      judging(
        (data) =>
          (data === null && isNullable) ||
          (isExact(data) && (type === 'number' || isWhole(data))),
        { keyword: 'type', params: { type }, parentSchema },
      ),
  })
  ajv.addKeyword({
    keyword: 'exactEnum',
    errors: 'full',
    compile: (allowedValues: readonly unknown[], parentSchema) =>
      judging((data) => allowedValues.some((one) => isSame(one, data)), {
        keyword: 'enum',
        params: { allowedValues },
        parentSchema,
      }),
  })
  ajv.addKeyword({
    keyword: 'numberFormat',
    errors: 'full',
    compile: (format: string, parentSchema) => {
      const isRight = formats.get(format)
      return judging((data) => !isExact(data) || !isRight || isRight(data), {
        keyword: 'format',
        params: { format },
        parentSchema,
      })
    },
  })
}
