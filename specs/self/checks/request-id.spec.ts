import { expect, test } from '@playwright/test'
import type { Reply } from '../../../src/sandbox/replies.ts'
import { findingsOf, runSteps } from '../kit.ts'

const create = `
  - id: create
    call: /client_sessions/create
    body: { user_identifier_key: "\${{ run.marker }}" }
`

async function withRequestId(value: string | undefined) {
  const change = (reply: Reply): Reply => {
    const { 'seam-request-id': _, ...headers } = reply.headers
    if (value === undefined) return { ...reply, headers }
    return { ...reply, headers: { ...headers, 'Seam-Request-Id': value } }
  }
  const { outcome } = await runSteps(create, { faults: { reply: change } })
  return { status: outcome.status, findings: findingsOf(outcome) }
}

const missing = ['spec-gap request-id-missing header seam-request-id']

test('a response without request id is listed and fails nothing', async () => {
  expect(await withRequestId(undefined)).toEqual({
    status: 'passed',
    findings: missing,
  })
})

test('an empty request id counts as missing', async () => {
  expect((await withRequestId('')).findings).toEqual(missing)
})

test('a request id may have any form, as the contract documents none', async () => {
  expect((await withRequestId('request1')).findings).toEqual([])
})
