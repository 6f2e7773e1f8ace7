/** Which request of a client is the one that the step asked for. */
import { expect, test } from '@playwright/test'
import type { JsonObject } from '../../../src/model/contract.ts'
import type { Exchange, Request } from '../../../src/model/exchange.ts'
import { sortSent } from '../../../src/run/sent.ts'
import { contract } from '../kit.ts'

function callOf(key: string, parameters: JsonObject) {
  const operation = contract.operations.get(key as `GET /${string}`) // as below
  if (!operation) throw new Error(`the contract does not have ${key}`)
  const authentication = { scheme: 'none', headers: [], placeholders: [] }
  return { operation, parameters, authentication }
}

function sent(request: Partial<Request>): Exchange {
  return {
    request: {
      method: 'POST',
      path: '/client_sessions/list',
      query: [],
      headers: [],
      ...request,
    },
    result: { kind: 'no-reply', reason: 'unknown', message: '' },
    fidelity: 'wire',
    startedAtMs: 0,
    durationMs: 0,
  }
}

const list = 'POST /client_sessions/list'

for (const [what, parameters, request] of [
  ['no parameters and no body', {}, {}],
  ['no parameters as an empty object', {}, { body: '{}' }],
  [
    'the same body with other spaces and another order',
    { a: 1, b: ['x'] },
    { body: '{ "b": ["x"], "a": 1 }' },
  ],
  [
    'numbers and booleans as text in the query',
    { a: 1, b: true },
    {
      query: [
        ['b', 'true'],
        ['a', '1'],
      ],
    },
  ],
  [
    'a list in the query',
    { a: ['x', 'y'], none: [] },
    {
      query: [
        ['a', 'x'],
        ['a', 'y'],
      ],
    },
  ],
  [
    'a part in the query, the rest in the body',
    { a: 1, b: 2 },
    { query: [['a', '1']], body: '{"b":2}' },
  ],
] as const) {
  test(`${what}: it is the request of the step`, () => {
    const exchange = sent(request as Partial<Request>) // lists are tuples
    const call = callOf(list, parameters)
    expect(sortSent([exchange], { call, isFree: false })).toEqual({
      own: exchange,
      beside: [],
    })
  })
}

for (const [what, parameters, request, difference] of [
  [
    'a number as text in the body',
    { a: 1 },
    { body: '{"a":"1"}' },
    '"a" has another value',
  ],
  ['a parameter less', { a: 1, b: 2 }, { body: '{"a":1}' }, '"b" is missing'],
  ['a parameter more', { a: 1 }, { body: '{"a":1,"c":3}' }, '"c" was added'],
  [
    'a parameter more in the query',
    {},
    { query: [['limit', '5']] },
    '"limit" was added',
  ],
  [
    'a value twice',
    { a: 1 },
    { query: [['a', '1']], body: '{"a":1}' },
    '"a" has another value',
  ],
  [
    'a name of every object',
    { constructor: 'x' },
    { body: '{}' },
    '"constructor" is missing',
  ],
  ['no JSON', { a: 1 }, { body: 'a=1' }, 'its body is not a JSON object'],
] as const) {
  test(`${what}: the difference is named`, () => {
    const exchange = sent(request as Partial<Request>) // lists are tuples
    const call = callOf(list, parameters)
    const { own, ...rest } = sortSent([exchange], { call, isFree: false })
    expect(own).toBeUndefined()
    expect(rest).toMatchObject({ difference })
    const free = sortSent([exchange], { call, isFree: true })
    expect(free).toEqual({ own: exchange, beside: [] })
  })
}

test('the last of equal requests counts, the others are attempts', () => {
  const body = '{"a":1}'
  const other = sent({ path: '/client_sessions/get', body: '{}' })
  const all = [sent({ body }), other, sent({ body }), sent({ body })]
  const call = callOf(list, { a: 1 })
  const { own, beside, difference } = sortSent(all, { call, isFree: false })
  expect(own).toBe(all[3])
  expect(difference).toBeUndefined()
  expect(beside).toEqual([
    { exchange: all[0], isOfCall: true, attempt: { number: 1, of: 3 } },
    { exchange: other, isOfCall: false },
    { exchange: all[2], isOfCall: true, attempt: { number: 2, of: 3 } },
  ])
})
