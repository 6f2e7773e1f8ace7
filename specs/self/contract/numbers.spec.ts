/** Numbers are judged, captured and sent on as they are written. */
import { expect, test } from '@playwright/test'
import { isMultiple, numberOf } from '../../../src/model/exact-number.ts'
import { jsonText } from '../../../src/model/json-text.ts'
import { parseJson } from '../../../src/model/json-text.ts'
import { readJsonText } from '../../../src/model/read-json.ts'
import { withExact } from '../../../src/model/with-exact.ts'
import { createValidator } from '../../../src/contract/validate/validator.ts'
import type { JsonObject } from '../../../src/model/contract.ts'
import { contractOf, found, onlyBody } from './contract-of.ts'

const multiples = [
  [0.01, '4.35', '4.351'],
  [0.1, '0.3', '0.35'],
  [0.01, '19.99', '19.999'],
  [0.001, '1.001', '1.0001'],
  [0.01, '123456789012.34', '123456789012.345'],
  [1e-7, '0.0000003', '0.00000035'],
  [3, '9007199254740993', '9007199254740994'],
  [0.5, '9007199254740993', '0.25'],
  [1.5, '4.5', '4'],
  [1e21, '2e21', '2000000000000000000001'],
] as const
for (const [multipleOf, right, wrong] of multiples)
  test(`${right} is a multiple of ${multipleOf}, and ${wrong} is not`, () => {
    const schema = { type: 'number', multipleOf }
    expect(found(parseJson(right), schema)).toEqual([])
    expect(found(parseJson(wrong), schema)).toEqual(['constraint-broken'])
  })

const ranges = [
  ['int32', '2147483647', '2147483648'],
  ['int32', '-2147483648', '-2147483649'],
  ['int64', '9223372036854775807', '9223372036854775808'],
  ['int64', '-9223372036854775808', '-9223372036854775809'],
  ['int64', '9007199254740993', '1e19'],
  ['uint64', '18446744073709551615', '18446744073709551616'],
  ['int8', '-128', '128'],
  ['uint8', '0', '-1'],
] as const
for (const [format, right, wrong] of ranges)
  test(`${right} is of format ${format}, and ${wrong} is not`, () => {
    const schema = { type: 'integer', format }
    expect(found(parseJson(right), schema)).toEqual([])
    expect(found(parseJson(wrong), schema)).toEqual(['format-wrong'])
  })
test('a format of integers forbids fractions, also of a number', () => {
  expect(found(1.5, { type: 'number', format: 'int32' })).toEqual([
    'format-wrong',
  ])
  expect(found(2, { type: 'number', format: 'int32' })).toEqual([])
})
test('a float has the range of single precision', () => {
  expect(found(3.4e38, { type: 'number', format: 'float' })).toEqual([])
  expect(found(3.5e38, { type: 'number', format: 'float' })).toEqual([
    'format-wrong',
  ])
  expect(found(1e300, { type: 'number', format: 'double' })).toEqual([])
})
test('an integer of any size is an integer, and a fraction is none', () => {
  const schema = { type: 'integer' }
  for (const text of ['12345678901234567890', '1e20', '1.0', '-0', '5E2'])
    expect(found(parseJson(text), schema), text).toEqual([])
  expect(found(parseJson('1.5'), schema)).toEqual(['type-wrong'])
  expect(found(parseJson('"1"'), schema)).toEqual(['type-wrong'])
})

/** As a response is read. */
function exactly(text: string): unknown {
  const read = readJsonText(text)
  if (read.kind === 'broken') throw new Error(read.fact)
  return withExact(read.value, read.rounded)
}

/** Judged by a contract whose text has the numbers that JavaScript rounds. */
function foundBy(schemaText: string, bodyText: string): readonly string[] {
  const schema: JsonObject = JSON.parse(schemaText)
  const contract = contractOf(schema)
  const text = JSON.stringify(contract.document).replace(
    JSON.stringify(schema),
    schemaText,
  )
  const made = createValidator({ ...contract, text }).bodyJudge(
    ...onlyBody(contract),
  )
  if (made.kind !== 'ready') throw new Error(made.message)
  return made.judge(exactly(bodyText)).map(({ kind }) => kind)
}

const limits = [
  [
    '"maximum":9223372036854775807',
    '9223372036854775807',
    '9223372036854775808',
  ],
  ['"minimum":-9007199254740993', '-9007199254740993', '-9007199254740994'],
  [
    '"maximum":9007199254740993,"exclusiveMaximum":true',
    '9007199254740992',
    '9007199254740993',
  ],
  ['"multipleOf":9007199254740993', '18014398509481986', '18014398509481985'],
] as const
for (const [rule, right, wrong] of limits)
  test(`${rule} of a contract is exact`, () => {
    const schema = `{"type":"integer",${rule}}`
    expect(foundBy(schema, right)).toEqual([])
    expect(foundBy(schema, wrong)).toEqual(['constraint-broken'])
  })
const beyond = [
  ['"maximum":0.1', '0.09999999999999999999', '0.10000000000000000001'],
  ['"minimum":0.1', '0.10000000000000000001', '0.09999999999999999999'],
  [
    '"maximum":0.1000000000000000055511151231257827021181583404541015626',
    '0.1000000000000000055511151231257827021181583404541015626',
    '0.1000000000000000055511151231257827021181583404541015627',
  ],
  ['"minimum":1,"exclusiveMinimum":true', '1.00000000000000000001', '1'],
  ['"maximum":1', '-1e400', '1e400'],
  ['"minimum":0,"exclusiveMinimum":true', '1e-400', '-1e-400'],
  ['"maximum":1e400', '9e399', '1.1e400'],
  ['"multipleOf":0.01', '0.30000000000000000000', '0.30000000000000000001'],
  ['"multipleOf":7', '7e400', '1e400'],
  ['"maximum":-0.10000000000000000001', '-0.10000000000000000002', '-0.1'],
  ['"maximum":2', '1e-999999999999999999999', '1e999999999999999999999'],
] as const
for (const [rule, right, wrong] of beyond)
  test(`${rule} accepts ${right}, and not ${wrong}`, () => {
    const schema = `{"type":"number",${rule}}`
    expect(foundBy(schema, right)).toEqual([])
    expect(foundBy(schema, wrong)).toEqual(['constraint-broken'])
    const list = `{"items":{"type":"number",${rule}}}`
    expect(foundBy(list, `[${right}, ${right}]`)).toEqual([])
    expect(foundBy(list, `[${right}, ${wrong}]`)).toHaveLength(1)
  })
test('a number beyond a double is a number, and of no other type', () => {
  for (const text of ['1e400', '0.12345678901234567891']) {
    expect(foundBy('{"type":"number"}', text)).toEqual([])
    for (const type of ['string', 'boolean', 'object', 'array'])
      expect(foundBy(`{"type":"${type}"}`, text)).toEqual(['type-wrong'])
  }
  expect(foundBy('{"type":"integer"}', '1e400')).toEqual([])
  expect(foundBy('{"type":"integer"}', '1e-400')).toEqual(['type-wrong'])
  expect(foundBy('{"type":"integer"}', '9007199254740993.5')).toEqual([
    'type-wrong',
  ])
})
test('a format of numbers knows what it cannot hold', () => {
  for (const format of ['float', 'double', 'int64'])
    expect(foundBy(`{"type":"number","format":"${format}"}`, '1e400')).toEqual([
      'format-wrong',
    ])
  expect(foundBy('{"type":"number","format":"double"}', '1e-400')).toEqual([])
})
test('an enum of decimals is exact', () => {
  const schema = '{"type":"number","enum":[0.1,0.10000000000000000001]}'
  expect(foundBy(schema, '0.10')).toEqual([])
  expect(foundBy(schema, '0.100000000000000000010')).toEqual([])
  expect(foundBy(schema, '0.10000000000000000002')).toEqual(['enum-unknown'])
  expect(foundBy('{"enum":[0.1]}', '0.10000000000000000001')).toHaveLength(1)
})
test('unique decimals are compared exactly', () => {
  const schema = '{"uniqueItems":true}'
  for (const text of [
    '[0.1,0.10000000000000000001]',
    '[{"a":0.1},{"a":0.10000000000000000001}]',
    '[1e400,1e401]',
  ])
    expect(foundBy(schema, text), text).toEqual([])
  for (const text of [
    '[0.10000000000000000001,0.100000000000000000010]',
    '[{"a":1e400},{"a":10e399}]',
  ])
    expect(foundBy(schema, text), text).toEqual(['constraint-broken'])
})
test('a decimal below a property of any name is exact', () => {
  const schema = '{"additionalProperties":{"maximum":0.1}}'
  for (const name of ['__proto__', 'constructor', 'a.b', ''])
    expect(foundBy(schema, `{"${name}":0.10000000000000000001}`)).toHaveLength(
      1,
    )
})
test('a number of a million digits takes no time, and is counted', () => {
  const read = readJsonText(`[${'9'.repeat(1e6)},1${'0'.repeat(1e6)}1]`)
  expect(read).toMatchObject({ rounded: [], unlisted: 2 })
})
test('an enum of large integers is exact', () => {
  const schema =
    '{"type":"integer","enum":[9007199254740993,1],"nullable":true}'
  expect(foundBy(schema, '9007199254740993')).toEqual([])
  expect(foundBy(schema, '1')).toEqual([])
  expect(foundBy(schema, 'null')).toEqual([])
  expect(foundBy(schema, '9007199254740992')).toEqual(['enum-unknown'])
})
test('unique items are compared exactly, by value, at any depth', () => {
  const schema = { type: 'array', uniqueItems: true }
  for (const text of [
    '[9007199254740993,9007199254740992]',
    '[1,"1",true,null,[1],{"a":1}]',
    '[{"a":1,"b":2},{"a":2,"b":1}]',
    '[["a",1],{"a":1}]',
  ])
    expect(found(parseJson(text), schema), text).toEqual([])
  for (const text of [
    '[9007199254740993,9007199254740993]',
    '[1,1.0]',
    '[{"a":1,"b":2},{"b":2,"a":1}]',
    '[[{"a":[1]}],[{"a":[1]}]]',
  ])
    expect(found(parseJson(text), schema), text).toEqual(['constraint-broken'])
})

test('what a number keeps is a number, and what it rounds is not', () => {
  for (const text of [
    '9007199254740991',
    '0.1',
    '1e-7',
    '-1.5',
    '4.350',
    '1e3',
  ])
    expect(numberOf(text), text).toEqual({
      value: Number(text),
      isRounded: false,
    })
  expect(numberOf('9007199254740993').value).toBe(9007199254740993n)
  expect(numberOf('1.5e16').value).toBe(15000000000000000n)
  for (const text of ['0.12345678901234567891', '9007199254740993.5', '1e-400'])
    expect(numberOf(text).isRounded, text).toBe(true)
  expect(numberOf('1e400')).toEqual({ value: Infinity, isRounded: true })
})
test('a decimal multiple needs no more than the digits that are written', () => {
  expect(isMultiple(1e308, 1e-300)).toBe(true)
  expect(isMultiple(0, 0.01)).toBe(true)
  expect(isMultiple(-4.35, 0.01)).toBe(true)
})
test('a number that is held as a symbol is written with its digits', () => {
  const text = '{"a":[0.10000000000000000001,1e400,-1E-400,5]}'
  // as: what a body holds
  expect(jsonText(exactly(text) as JsonObject)).toBe(text)
})
test('what is read is written again with the same digits', () => {
  for (const text of [
    '{"id":9007199254740993}',
    '[123456789012345678901234567890,-9223372036854775808]',
    '{"a":{"b":[18446744073709551615]},"c":"x"}',
    '9007199254740993',
    '{"t":"9007199254740993"}',
  ])
    expect(jsonText(parseJson(text) ?? null)).toBe(text)
})
