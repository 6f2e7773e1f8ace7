/** The evidence of a call: what of it is kept, and that no secret is. */
import { expect, test } from '@playwright/test'
import type { PreparedCall } from '../../../src/drivers/driver.ts'
import { evidenceOf } from '../../../src/gate/evidence.ts'
import { lanesOf } from '../../../src/gate/lanes.ts'
import { tryControl } from '../../../src/gate/try-control.ts'
import { conditions } from '../../../src/gate/conditions.ts'
import type { ClientEnd } from '../../../src/model/client-call.ts'
import { contract } from '../kit.ts'

const secret = 'a-secret-without-any-known-shape-4711'
const [lane] = lanesOf({ contract })

function callWith(end: ClientEnd): ReturnType<typeof evidenceOf> {
  if (!lane) throw new Error('there is no call')
  const call: PreparedCall = {
    ...lane.call,
    authentication: {
      scheme: 'api_key',
      headers: [['authorization', `Bearer ${secret}`]],
      placeholders: [['authorization', 'Bearer $SEAM_API_KEY']],
    },
  }
  const { path } = call.operation
  const exchange = {
    request: {
      method: 'POST',
      path,
      query: [['key', secret]],
      headers: [['Authorization', `Bearer ${secret}`]],
      body: JSON.stringify({ text: secret }),
    },
    result: {
      kind: 'no-reply',
      reason: 'reset',
      message: 'the connection was reset',
    },
    fidelity: 'wire',
    startedAtMs: 1,
    durationMs: 2.5,
  } as const
  const client = {
    client: 'an SDK',
    end,
    shown: ['JSON'],
    elsewhere: [{ host: `${secret}.example.org`, credentials: [] }],
    output: `options: ${secret}`,
  } as const
  const result = { exchanges: [exchange], client }
  return evidenceOf({ call, result }, { occasion: { id: 'a call' } })
}

test('no part of a call keeps the credential, whatever a release calls it', () => {
  const shown = callWith({
    kind: 'threw',
    error: {
      class: 'Error',
      ancestors: [],
      message: `rejected: ${secret}`,
      fields: { code: secret, status: [{ id: secret }], [secret]: 1 },
    },
  })
  expect(JSON.stringify(shown)).not.toContain(secret)
  expect(shown).toMatchObject({
    id: 'a call',
    credential: 'api_key',
    wire: [
      {
        headers: [['Authorization', 'Bearer $SEAM_API_KEY']],
        reply: { failure: 'reset', message: 'the connection was reset' },
        startedAtMs: 1,
        durationMs: 3,
      },
    ],
    handed: { kind: 'threw', error: { fields: { code: '[secret 1]' } } },
    shown: ['JSON'],
  })
})

test('a returned value is kept with its tags', () => {
  const value = { at: { $: 'Date', v: '2026-01-02T03:04:05.123Z' } }
  expect(callWith({ kind: 'returned', value }).handed).toEqual({
    kind: 'returned',
    value,
  })
})

test('a text without end is cut, after its secrets are removed', () => {
  const value = `${'x'.repeat(65_530)}${secret}${'y'.repeat(100_000)}`
  const text = JSON.stringify(callWith({ kind: 'returned', value }).handed)
  expect(text.length).toBeLessThan(70_000)
  expect(text).not.toContain(secret.slice(0, 6))
  expect(text).toContain('characters in all')
})

test('plain HTTP makes each call once, and hands over nothing else', async () => {
  const chosen = conditions.filter(({ id }) =>
    /^(?:not-found|lost|redirect)$/.test(id),
  )
  const { evidence, calls } = await tryControl({ contract, chosen })
  expect(evidence).toHaveLength(calls)
  expect(evidence.map(({ id }) => id)).toEqual(
    lanesOf({ contract, chosen }).map(({ id }) => id),
  )
  const firstOf = (condition: string) =>
    evidence.find((it) => it.condition === condition)
  expect(firstOf('not-found')).toMatchObject({
    handed: null,
    wire: [{ reply: { status: 404 } }],
  })
  expect(firstOf('redirect')).toMatchObject({
    wire: [{ reply: { status: 307 } }],
  })
  expect(firstOf('lost')).toMatchObject({
    wire: [{ reply: { failure: 'reset' } }],
  })
})
