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
import type { Given } from './client-calls.ts'

const codesOf = (given: Given) =>
  checkClient(judgementOf(given)).map(({ code }) => code)

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
