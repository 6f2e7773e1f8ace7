import { expect, test } from '@playwright/test'
import { findingsOf, runSteps } from '../kit.ts'

const revoked = `
  - id: create
    call: /client_sessions/create
    body: { user_identifier_key: "\${{ run.marker }}" }
    save: { id: client_session.client_session_id }
  - id: revoke
    call: /client_sessions/revoke
    body: { client_session_id: "\${{ id }}" }
`

const requestId = { 'seam-request-id': 'request1' }

type Sent = { type?: string | undefined; body: string | Uint8Array }

/** Findings for a response of `revoke`; its contract is `{ ok: boolean }`. */
async function revokeAnswers({ type = 'application/json', body }: Sent) {
  const { outcome } = await runSteps(revoked, {
    faults: {
      reply: (reply, { path }) =>
        path === '/client_sessions/revoke'
          ? {
              status: 200,
              headers: { ...requestId, ...(type && { 'content-type': type }) },
              body,
            }
          : reply,
    },
  })
  return findingsOf(outcome)
}

test('the documented body raises nothing', async () => {
  expect(await revokeAnswers({ body: '{"ok":true}' })).toEqual([])
})

test('white space and an escaped key raise nothing', async () => {
  expect(await revokeAnswers({ body: '\n{ "\\u006fk" :\ttrue }\n' })).toEqual(
    [],
  )
})

test('a content type with parameters and capitals is the documented one', async () => {
  const type = 'Application/JSON; Charset=UTF-8'
  expect(await revokeAnswers({ type, body: '{"ok":true}' })).toEqual([])
})

test('a missing content type is drift', async () => {
  expect(await revokeAnswers({ type: '', body: '{"ok":true}' })).toEqual([
    'breaking-drift content-type-missing header content-type',
  ])
})

test('another content type is drift once, and the body is still judged', async () => {
  expect(
    await revokeAnswers({ type: 'application/jsom', body: '{"ok":1}' }),
  ).toEqual([
    'breaking-drift content-type-undocumented header content-type',
    'breaking-drift body-type-wrong body.ok',
  ])
})

test('text under its own content type is one finding, not two', async () => {
  expect(await revokeAnswers({ type: 'text/plain', body: 'done' })).toEqual([
    'breaking-drift content-type-undocumented header content-type',
  ])
})

test('an empty body is missing', async () => {
  expect(await revokeAnswers({ body: '' })).toEqual([
    'breaking-drift body-missing body',
  ])
})

test('a truncated body is not JSON', async () => {
  expect(await revokeAnswers({ body: '{"ok":tr' })).toEqual([
    'breaking-drift body-unreadable body',
  ])
})

test('bytes that are not UTF-8 are found', async () => {
  const body = Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])
  expect(await revokeAnswers({ body })).toEqual([
    'breaking-drift body-not-utf8 body',
  ])
})

test('a property that is sent twice is found, though parsers keep one', async () => {
  expect(await revokeAnswers({ body: '{"ok":false,"ok":true}' })).toEqual([
    'breaking-drift body-key-duplicated body property "ok"',
  ])
})

test('a colon after a quote inside a string is not a second property', async () => {
  const body = '{"ok":true,"note":"he said \\"ok\\": fine"}'
  expect(await revokeAnswers({ body })).toEqual([
    'additive-drift body-property-undocumented body.note',
  ])
})

test('prototype keys are properties like others', async () => {
  const body = '{"ok":true,"__proto__":{"polluted":1},"constructor":2}'
  expect((await revokeAnswers({ body })).toSorted()).toEqual([
    'additive-drift body-property-undocumented body.__proto__',
    'additive-drift body-property-undocumented body.constructor',
  ])
})

test('a value that breaks the contract is not reported again by the scenario', async () => {
  const { outcome } = await runSteps(
    `
  - id: create
    call: /client_sessions/create
    body: { user_identifier_key: "\${{ run.marker }}" }
    expect: { ok: true, client_session: { device_count: { $gte: 0 } } }
`,
    {
      faults: {
        reply: () => ({
          status: 200,
          headers: { ...requestId, 'content-type': 'application/json' },
          body: '{"ok":"yes","client_session":null}',
        }),
      },
    },
  )
  expect(findingsOf(outcome).toSorted()).toEqual([
    'breaking-drift body-null-unexpected body.client_session',
    'breaking-drift body-type-wrong body.ok',
  ])
})
