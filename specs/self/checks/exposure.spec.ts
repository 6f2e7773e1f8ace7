/** Credentials in responses: what is a disclosure, and what is not. */
import { createHash, randomUUID } from 'node:crypto'
import { expect, test } from '@playwright/test'
import type { JsonObject } from '../../../src/sandbox/replies.ts'
import { isObject, onSession } from '../../../src/sandbox/mutants/change.ts'
import type { Fault } from '../../../src/sandbox/faults.ts'
import { secretsIn } from '../../../src/secrets/credential-form.ts'
import { findingsOf, runSteps } from '../kit.ts'

const foreignKey = 'seam_testQ7xK_9fJ2mVb4LrT8wZs6Yc3NdHg1'
const jwt = [
  Buffer.from('{"alg":"HS256","typ":"JWT"}').toString('base64url'),
  Buffer.from('{"user_id":"4711"}').toString('base64url'),
  'c2lnbmF0dXJlLW9mLXRoaXM',
].join('.')

const create = `
  - id: create
    call: /client_sessions/create
    body: { user_identifier_key: "\${{ run.marker }}" }
`
const operation = 'POST /client_sessions/create'

async function having(more: JsonObject): Promise<readonly string[]> {
  const faults = onSession(operation, (it) => ({ ...it, ...more }))
  const { outcome } = await runSteps(create, { faults })
  return findingsOf(outcome)
}

for (const [what, value, at] of [
  ['an API key', foreignKey, ''],
  ['an API key in a sentence', `key ${foreignKey}.`, ''],
  ['an API key in a list', ['a', { b: foreignKey }], '[1].b'],
  ['an API key as a name', { [foreignKey]: 1 }, ''],
  ['a personal access token', 'seam_at1QxKb_9fJ2mVb4LrT8wZs6Yc3NdHg1', ''],
  ['a console session token', jwt, ''],
  ['the token of another session', 'seam_cst1Kb7_9fJ2mVb4LrT8wZs6Yc3N', ''],
] as const) {
  test(`${what} in an undocumented property is a disclosure`, async () => {
    const found = await having({ debug: value })
    expect(found).toEqual([
      `auth-bypass credential-exposed body.client_session.debug${at}`,
    ])
  })
}

for (const [what, value] of [
  ['a uuid', randomUUID()],
  ['a sha256', createHash('sha256').update('x').digest('hex')],
  ['a sha256 in base64', createHash('sha256').update('x').digest('base64')],
  ['a cursor', Buffer.from('{"page":2,"after":"abcdef"}').toString('base64')],
  ['a name of Seam', 'seam_v2_production_environment'],
  ['an id with a prefix', 'seam_device1_front'],
  ['a publishable key', 'seam_pk1QxKb_9fJ2mVb4LrT8wZs6Yc3NdHg1'],
  ['a request id', `req_${randomUUID().replaceAll('-', '')}`],
  ['a version', '1.977.0-beta.20261127'],
] as const) {
  test(`${what} in an undocumented property is additive`, async () => {
    expect(await having({ debug: value })).toEqual([
      'additive-drift body-property-undocumented body.client_session.debug',
    ])
    expect(secretsIn(value)).toEqual([])
  })
}

test('the token of a session at its documented place is no disclosure', async () => {
  expect(await having({})).toEqual([])
})

test('the own token of a session in another place is no disclosure', async () => {
  const faults = onSession(operation, (it) => ({ ...it, access: it.token }))
  const { outcome } = await runSteps(create, { faults })
  expect(findingsOf(outcome)).toEqual([
    'additive-drift body-property-undocumented body.client_session.access',
  ])
})

test('the publishable key of the run is public', async () => {
  const faults: Fault = {
    handle: (given, next) => {
      const reply = next(given)
      if (!isObject(reply.body) || !isObject(reply.body.client_session))
        return reply
      const { publishableKey } = given.state.seed
      const session = { ...reply.body.client_session, publishableKey }
      return { ...reply, body: { ...reply.body, client_session: session } }
    },
  }
  const { outcome } = await runSteps(create, { faults })
  expect(findingsOf(outcome)).toEqual([
    'additive-drift body-property-undocumented body.client_session.publishableKey',
  ])
})

test('a 500 that shows an API key is an outage and a disclosure', async () => {
  const faults: Fault = {
    reply: (reply) => ({
      ...reply,
      status: 500,
      body: { error: { type: 'x', message: 'x', env: { KEY: foreignKey } } },
    }),
  }
  const { outcome } = await runSteps(create, { faults })
  expect(findingsOf(outcome).slice(0, 2)).toEqual([
    'auth-bypass credential-exposed body.error.env.KEY',
    'outage server-error status',
  ])
})

const cookie = (value: string): Fault => ({
  reply: (reply) => ({
    ...reply,
    headers: { ...reply.headers, 'set-cookie': `lb=${value}; Path=/` },
  }),
})

test('a cookie of a proxy in the form of a JWT is no disclosure', async () => {
  const proxied = await runSteps(create, { faults: cookie(jwt) })
  expect(findingsOf(proxied.outcome)).toEqual([])
  const { outcome } = await runSteps(create, { faults: cookie(foreignKey) })
  expect(findingsOf(outcome)).toEqual([
    'auth-bypass credential-exposed header set-cookie',
  ])
})

test('the token of another session in its documented place is a disclosure', async () => {
  const steps = `${create}${create
    .replace('- id: create', '- id: another')
    .replace('run.marker', 'marker(2)')}`
  const tokens: unknown[] = []
  const faults = onSession(operation, (it) => {
    tokens.push(it.token)
    return { ...it, token: tokens[0] }
  })
  const { outcome } = await runSteps(steps, { faults })
  expect(findingsOf(outcome)).toEqual([
    'auth-bypass credential-exposed body.client_session.token',
  ])
})
