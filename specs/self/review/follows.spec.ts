/** Whether the API follows the old contract or the new one. */
import { expect, test } from '@playwright/test'
import type { JsonValue } from '../../../src/model/contract.ts'
import type {
  RecordedExchange,
  RecordedReply,
} from '../../../src/model/recorded.ts'
import { createFollows } from '../../../src/review/follows/follows.ts'
import { pinned, reviewed, type Draft } from './reviewed.ts'

const run = {
  runId: 'r1',
  target: 'production',
  endpoint: 'https://connect.getseam.com',
  startedAt: '2030-01-02T03:04:05.000Z',
  contract: 'test',
  seamwatch: '0.1.0',
  exchanges: 0,
  kept: 0,
}

type Part = Partial<Omit<RecordedExchange, 'request' | 'reply'>> & {
  readonly request?: Partial<RecordedExchange['request']>
  readonly reply?: Partial<RecordedReply>
}

/** `POST /client_sessions/get`, by default with the API key and answered with
 * 200. */
function exchange(
  operation: string,
  { request, reply, ...rest }: Part = {},
): RecordedExchange {
  const [method = '', path = ''] = operation.split(' ')
  return {
    runId: 'r1',
    caseId: 'a/case',
    step: 'step',
    operation: operation as typeof get, // as the tests write it
    credential: 'api_key',
    isListed: true,
    request: {
      method: method as 'GET', // as the tests write it
      path,
      headers: [['content-type', 'application/json']],
      ...request,
    },
    reply: {
      status: 200,
      headers: [['content-type', 'application/json']],
      body: '{}',
      ...reply,
    },
    ...rest,
  }
}

const get = 'POST /client_sessions/get'
const list = 'GET /client_sessions/list'
const create = 'POST /client_sessions/create'

function ofBody(body: JsonValue): Part {
  return { reply: { body: JSON.stringify(body) } }
}

/** So many sessions, each with these properties. */
function sessions(
  count: number,
  properties: Readonly<Record<string, JsonValue>> = {},
): readonly RecordedExchange[] {
  return Array.from({ length: count }, () => {
    const client_session = {
      client_session_id: crypto.randomUUID(),
      ...properties,
    }
    return exchange(get, ofBody({ client_session }))
  })
}

function refused(names: readonly string[]): Partial<RecordedReply> {
  const errors = names.map((name) => [name, { _errors: ['wrong'] }])
  const error = {
    type: 'invalid_input',
    message: 'wrong',
    validation_errors: Object.fromEntries(errors),
  }
  return { status: 400, body: JSON.stringify({ error, ok: false }) }
}

const notFound = {
  status: 404,
  body: '{"error":{"type":"client_session_not_found","message":"none"}}',
}

/** `old: …`, one for each change that exchanges can show. */
function followed(
  exchanges: readonly RecordedExchange[],
  { old = pinned(), fresh = pinned() }: { old?: Draft; fresh?: Draft },
): readonly string[] {
  const documents = { old, new: fresh }
  const followsOf = createFollows([{ run, exchanges }], documents)
  return reviewed(old, fresh).changes.flatMap((change) => {
    const follows = followsOf(change)
    return follows ? [`${follows.answer}: ${follows.evidence}`] : []
  })
}

function session(draft: Draft): Draft {
  return draft.components.schemas.client_session
}

const withId = (reply: Partial<RecordedReply>) =>
  exchange(get, { request: { body: '{"client_session_id":"x"}' }, reply })

const limited = (limit: string, reply: Partial<RecordedReply> = {}) =>
  exchange(list, { request: { query: [['limit', limit]] }, reply })

const without = (reply: Partial<RecordedReply> = {}) =>
  exchange(create, { request: { body: '{}' }, reply })

const token = (part: Part) =>
  exchange(get, { credential: 'client_session', ...part })

const none = (status: number) => ({
  ...exchange(list, { credential: 'none', reply: { status } }),
  isListed: undefined,
  isProbe: true as const,
})

const responses = (draft: Draft) =>
  draft.paths['/client_sessions/list'].get.responses

const source = '(run r1 against production)'

test('a property that was removed: once seen it is old, never seen in twenty it is new', () => {
  const old = pinned()
  session(old).properties.customer_id = { type: 'string' }
  expect(followed(sessions(20), { old })).toEqual([
    `new: "customer_id" in 0 of 20 client_session objects ${source}`,
  ])
  expect(followed(sessions(19), { old })).toEqual([
    `unknown: "customer_id" in 0 of 19 client_session objects: fewer than 20 show nothing ${source}`,
  ])
  expect(
    followed([...sessions(30), ...sessions(1, { customer_id: 'a' })], { old }),
  ).toEqual([`old: "customer_id" in 1 of 31 client_session objects ${source}`])
})

test('the same object counts once', () => {
  const [one] = sessions(1)
  if (!one) throw new Error('no exchange')
  const exchanges = Array.from({ length: 50 }, () => one)
  const fresh = pinned()
  session(fresh).properties.extra = { type: 'string' }
  const [line] = followed(exchanges, { fresh })
  expect(line).toMatch(/^unknown: "extra" in 0 of 1 client_session objects/)
})

test('a required property that some objects have and others do not: both', () => {
  const old = pinned()
  session(old).properties.customer_id = { type: 'string' }
  session(old).required.push('customer_id')
  const mixed = [...sessions(25), ...sessions(5, { customer_id: 'a' })]
  expect(followed(mixed, { old })).toEqual([
    `both: "customer_id" in 5 of 30 client_session objects ${source}`,
  ])
})

test('became optional: one without it is new, all with it are old', () => {
  const fresh = pinned()
  session(fresh).required = session(fresh).required.filter(
    (name: string) => name !== 'device_count',
  )
  const withIt = sessions(20, { device_count: 1 })
  expect(followed(withIt, { fresh })).toEqual([
    `old: "device_count" in 20 of 20 client_session objects ${source}`,
  ])
  expect(followed([...withIt, ...sessions(1)], { fresh })).toEqual([
    `new: "device_count" in 20 of 21 client_session objects ${source}`,
  ])
  // The mirror: became required.
  expect(followed([...withIt, ...sessions(1)], { old: fresh })).toEqual([
    `old: "device_count" in 20 of 21 client_session objects ${source}`,
  ])
  expect(followed(withIt, { old: fresh })).toEqual([
    `new: "device_count" in 20 of 20 client_session objects ${source}`,
  ])
})

test('a rule of a value: what only one contract allows decides, else the stricter one in twenty', () => {
  const fresh = pinned()
  session(fresh).properties.device_count = { type: 'integer' }
  const counts = (count: number, device_count: number) =>
    sessions(count, { device_count })
  expect(followed(counts(25, 3), { fresh })[0]).toMatch(
    /^new: 25 of 25 values fit the old contract, 25 the new one/,
  )
  expect(followed([...counts(25, 3), ...counts(1, 1.5)], { fresh })[0]).toMatch(
    /^old: 26 of 26 values fit the old contract, 25 the new one/,
  )
  expect(followed(counts(19, 3), { fresh })[0]).toMatch(/^unknown: 19 of 19/)
  // What fits neither contract shows neither.
  const wrong = sessions(30, { device_count: 'many' })
  expect(followed(wrong, { fresh })[0]).toMatch(
    /^unknown: 0 of 30 values fit the old contract, 0 the new one/,
  )
})

test('null and new values of an enumeration are seen in one reply', () => {
  const setting = pinned()
  session(setting).properties.state = { type: 'string', enum: ['on', 'off'] }
  const fresh = pinned()
  session(fresh).properties.state = {
    type: 'string',
    enum: ['on', 'off', 'idle'],
  }
  const on = sessions(25, { state: 'on' })
  expect(followed(on, { old: setting, fresh })[0]).toMatch(/^old: 25 of 25/)
  expect(
    followed([...on, ...sessions(1, { state: 'idle' })], {
      old: setting,
      fresh,
    })[0],
  ).toMatch(/^new: 25 of 26 values fit the old contract, 26 the new one/)
  const nullable = structuredClone(setting)
  session(nullable).properties.state.nullable = true
  expect(
    followed(sessions(1, { state: null }), {
      old: setting,
      fresh: nullable,
    })[0],
  ).toMatch(/^new: 0 of 1 values fit the old contract, 1 the new one/)
})

test('a redacted value shows nothing', () => {
  const fresh = pinned()
  session(fresh).properties.token = { type: 'string', pattern: '^seam_cst' }
  expect(followed(sessions(30, { token: '[secret 1]' }), { fresh })).toEqual([
    `unknown: no exchange shows it ${source}`,
  ])
})

test('a request that only one contract allows, and how the API answered', () => {
  const old = pinned()
  const { schema } =
    old.paths['/client_sessions/get'].post.requestBody.content[
      'application/json'
    ]
  delete schema.properties.client_session_id.format
  const words = 'that only the old contract allows'
  expect(followed([withId({})], { old })).toEqual([
    `old: 1 request accepted ${words} ${source}`,
  ])
  // It was looked for, so it was accepted.
  expect(followed([withId(notFound)], { old })[0]).toMatch(/^old/)
  expect(followed([withId(refused(['client_session_id']))], { old })).toEqual([
    `new: 1 request rejected ${words} ${source}`,
  ])
  expect(
    followed([withId(refused(['another'])), withId({ status: 401 })], { old }),
  ).toEqual([`unknown: no exchange shows it ${source}`])
  expect(
    followed([withId({}), withId(refused(['client_session_id']))], { old })[0],
  ).toMatch(/^both: 1 request accepted .*, 1 request rejected/)
})

test('a parameter of a query is read by its type', () => {
  const old = pinned()
  old.paths['/client_sessions/list'].get.parameters.push({
    name: 'limit',
    in: 'query',
    schema: { type: 'integer' },
  })
  const fresh = pinned()
  fresh.paths['/client_sessions/list'].get.parameters.push({
    name: 'limit',
    in: 'query',
    schema: { type: 'integer', maximum: 100 },
  })
  expect(followed([limited('50')], { old, fresh })[0]).toMatch(/^unknown/)
  expect(followed([limited('500')], { old, fresh })[0]).toMatch(/^old/)
  expect(
    followed([limited('500', refused(['limit']))], { old, fresh })[0],
  ).toMatch(/^new/)
})

test('a new required parameter: requests without it', () => {
  const fresh = pinned()
  const { schema } =
    fresh.paths['/client_sessions/create'].post.requestBody.content[
      'application/json'
    ]
  schema.properties.reason = { type: 'string' }
  schema.required = ['reason']
  expect(followed([without()], { fresh })[0]).toMatch(
    /^old: 1 request accepted/,
  )
  expect(followed([without(refused(['reason']))], { fresh })[0]).toMatch(
    /^new: 1 request rejected/,
  )
})

test('an operation is there if it answers with more than a bare 404', () => {
  const fresh = pinned()
  delete fresh.paths['/client_sessions/revoke']
  const revoke = 'POST /client_sessions/revoke'
  const bare = { status: 404, body: 'Not Found' }
  expect(followed([exchange(revoke)], { fresh })).toEqual([
    `old: 1 request served ${source}`,
  ])
  expect(
    followed([exchange(revoke, { reply: notFound })], { fresh })[0],
  ).toMatch(/^old/)
  expect(followed([exchange(revoke, { reply: bare })], { fresh })).toEqual([
    `new: 1 request answered with 404 or 405 ${source}`,
  ])
  expect(
    followed([exchange(revoke, { reply: { status: 503 } })], { fresh })[0],
  ).toMatch(/^unknown/)
})

test('a credential is accepted or rejected; a revoked token shows nothing', () => {
  const fresh = pinned()
  const { post } = fresh.paths['/client_sessions/get']
  post.security = post.security.filter(
    (one: Draft) => !('client_session' in one),
  )
  expect(followed([token({})], { fresh })).toEqual([
    `old: 1 request accepted ${source}`,
  ])
  const rejected = { reply: { status: 401 } }
  expect(followed([token(rejected)], { fresh })[0]).toMatch(/^new/)
  expect(
    followed([token({ ...rejected, isProbe: true })], { fresh })[0],
  ).toMatch(/^unknown/)
  expect(followed([token({})], { old: fresh })[0]).toMatch(
    /^new: 1 request acc/,
  )
})

test('an opened operation is judged by requests without a credential', () => {
  const fresh = pinned()
  fresh.paths['/client_sessions/list'].get.security = []
  expect(followed([none(401)], { fresh })[0]).toMatch(
    /^old: 1 request rejected/,
  )
  expect(followed([none(200)], { fresh })[0]).toMatch(
    /^new: 1 request accepted/,
  )
  // The mirror: a credential became required.
  expect(followed([none(401)], { old: fresh })[0]).toMatch(/^new/)
})

test('statuses, headers and types of content', () => {
  const header = pinned()
  responses(header)[200].headers = {
    'X-Page': { required: true, schema: { type: 'string' } },
  }
  const listed = Array.from({ length: 20 }, () => exchange(list))
  expect(followed(listed, { old: header })).toEqual([
    `new: header x-page in 0 of 20 responses ${source}`,
  ])
  const paged = exchange(list, { reply: { headers: [['x-page', '1']] } })
  expect(followed([paged], { old: header })[0]).toMatch(/^old/)
  const accepted = pinned()
  responses(accepted)[202] = responses(accepted)[200]
  expect(followed(listed, { fresh: accepted })).toEqual([
    `old: status 202 in 0 of 20 responses of success ${source}`,
  ])
  const late = exchange(list, { reply: { status: 202 } })
  expect(followed([late], { fresh: accepted })[0]).toMatch(/^new/)
  // A failure that nothing provoked says nothing.
  const conflict = pinned()
  responses(conflict)[409] = { description: 'a conflict' }
  expect(followed(listed, { fresh: conflict })[0]).toMatch(/^unknown/)
})

test('a server is known by the endpoint of the run', () => {
  const old = { ...pinned(), servers: [{ url: run.endpoint }] }
  const fresh = { ...pinned(), servers: [{ url: 'https://a.example' }] }
  const change = { old, fresh }
  expect(followed([exchange(list)], change)).toEqual([
    `old: 1 request served by the old URL ${source}`,
  ])
})

test('what no exchange can show has no answer', () => {
  const fresh = pinned()
  const { get: operation } = fresh.paths['/client_sessions/get']
  operation.deprecated = true
  operation['x-undocumented'] = 'internal'
  expect(followed([exchange(list)], { fresh })).toEqual([])
})

test('hostile bodies show nothing', () => {
  const old = pinned()
  session(old).properties.customer_id = { type: 'string' }
  const bodies = [
    '['.repeat(60_000),
    `${'['.repeat(30_000)}${']'.repeat(30_000)}`,
    '{"client_session":{"__proto__":{"customer_id":"a"}}}',
    '{"client_session":"a"}',
    'null',
    '',
  ]
  const exchanges = bodies.map((body) => exchange(get, { reply: { body } }))
  expect(followed(exchanges, { old })).toEqual([
    `unknown: "customer_id" in 0 of 1 client_session objects: fewer than 20 show nothing ${source}`,
  ])
})
