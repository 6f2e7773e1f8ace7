import { expect, test } from '@playwright/test'
import { checkClient } from '../../../src/checks/client.ts'
import {
  exchange,
  judgementOf,
  lost,
  refusal,
  reply,
  session,
  success,
  thrown,
  wrongCalls,
} from './client-calls.ts'
import type { JsonObject } from '../../../src/model/contract.ts'
import type { Given } from './client-calls.ts'

const codesOf = (given: Given) =>
  checkClient(judgementOf(given)).map(({ code }) => code)

/** Python and others have one value for null and for what is absent. */
const none = { $: 'none' } as const

/** Ruby's. */
const time = (v: string) => ({ $: 'Time', v }) as const

const undefinedValue = { $: 'undefined' } as const

for (const [code, given] of Object.entries(wrongCalls)) {
  test(`the call that is wrong in one way has ${code} and no other finding`, () => {
    expect([...new Set(codesOf(given))]).toEqual([code])
  })
}

const rightCalls: Readonly<Record<string, Given>> = {
  'a value as the API sent it': {},
  'an instance of a class with the same properties': {
    end: {
      kind: 'returned',
      value: { $: 'object', class: 'ClientSession', v: session },
    },
  },
  'an error that says what the API said': {
    exchanges: [exchange(refusal)],
    end: thrown(),
  },
  'nothing where the contract gives no key': {
    path: '/client_sessions/grant_access',
    exchanges: [
      exchange(reply(200, { ok: true }), {
        method: 'PATCH',
        path: '/client_sessions/grant_access',
      }),
    ],
    end: { kind: 'returned', value: undefinedValue },
  },
  'an error of its own for a response that it cannot use': {
    exchanges: [exchange(reply(200, '<html>'))],
    end: thrown({}, 'SeamHttpInvalidResponseError'),
  },
  'an idempotent request that is sent again after it was lost': {
    exchanges: [exchange(lost), exchange(success)],
  },
  'a request that is sent again as Retry-After asks': {
    exchanges: [
      exchange(reply(429, {}, [['retry-after', '1']])),
      exchange(success, { startedAtMs: 1050 }),
    ],
  },
  'a local rejection, without a request': {
    exchanges: [],
    end: thrown({}, 'TypeError'),
  },
  'a host that the API redirects to': {
    exchanges: [exchange(reply(302, ''))],
    end: thrown({}, 'AxiosError'),
    call: { elsewhere: [{ host: 'login.example.org:443', credentials: [] }] },
  },
}

for (const [what, given] of Object.entries(rightCalls)) {
  test(`right: ${what}`, () => {
    expect(codesOf(given)).toEqual([])
  })
}

const dated = { ...session, created_at: '2026-01-02T03:04:05.123456Z' }

function codesOfSession(value: JsonObject): readonly string[] {
  const v = { $: 'object', class: 'ClientSession', v: value }
  return codesOf({
    exchanges: [exchange(reply(200, { client_session: dated, ok: true }))],
    end: { kind: 'returned', value: v },
  })
}

for (const [what, value, codes] of [
  ['None for a property that is absent', { customer_key: none }, []],
  ['None for a value', { token: none }, ['sdk-value-lost']],
  [
    'the same instant as a Time',
    { created_at: time('2026-01-02T05:04:05.123456000+02:00') },
    [],
  ],
  [
    'a Time without its microseconds',
    { created_at: time('2026-01-02T03:04:05.123000000Z') },
    ['sdk-value-changed'],
  ],
  [
    'a Date of JavaScript',
    { created_at: { $: 'Date', v: '2026-01-02T03:04:05.123456Z' } },
    ['sdk-value-changed'],
  ],
] as const) {
  test(`a session with ${what}: ${codes.length === 0 ? 'right' : codes[0]}`, () => {
    expect(codesOfSession({ ...dated, ...value })).toEqual(codes)
  })
}

test('a finding names the place in the value, without indexes in its key', () => {
  const list = '/client_sessions/list'
  const [finding] = checkClient(
    judgementOf({
      path: list,
      exchanges: [
        exchange(reply(200, { client_sessions: [session], ok: true }), {
          method: 'GET',
          path: list,
        }),
      ],
      end: { kind: 'returned', value: [{ ...session, token: null }] },
    }),
  )
  expect(finding).toMatchObject({
    code: 'sdk-value-changed',
    at: 'value[0].token',
    expected: 'string',
    received: 'null',
    key: '[].token',
  })
})
