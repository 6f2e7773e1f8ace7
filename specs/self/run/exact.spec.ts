/** A value that a reply holds is captured, compared and sent on as it came. */
import { expect, test } from '@playwright/test'
import { findingsOf, runSteps } from '../kit.ts'
import type { Fault } from '../../../src/sandbox/faults.ts'

/** `create` answers with this text as the number of devices. */
function answering(text: string): Fault {
  return {
    reply: (reply, { path }) =>
      path === '/client_sessions/create'
        ? {
            ...reply,
            body: JSON.stringify(reply.body).replace(
              '"device_count":0',
              `"device_count":${text}`,
            ),
          }
        : reply,
  }
}

const steps = `
  - id: create
    call: /client_sessions/create
    body: { user_identifier_key: "\${{ run.marker }}" }
    save: { number: client_session.device_count }
  - id: get
    call: /client_sessions/get
    body: { client_session_id: "\${{ number }}" }
    expect_status: 400
`

async function sentWith(text: string) {
  const { outcome } = await runSteps(steps, {
    faults: answering(text),
  })
  return outcome.steps[1]
}

for (const text of [
  '9007199254740993',
  '-9223372036854775808',
  '123456789012345678901234567890',
  '9007199254740991',
  '0.1',
])
  test(`${text} is sent on as ${text}`, async () => {
    const step = await sentWith(text)
    expect(step?.exchange?.request.body).toBe(`{"client_session_id":${text}}`)
  })
test('a number with more digits than can be kept is not sent on', async () => {
  const step = await sentWith('0.12345678901234567891')
  expect(step?.status).toBe('not-judged')
  expect(step?.reason).toBe('an earlier step did not give "number"')
})
const expecting = (rule: string) => `
  - id: create
    call: /client_sessions/create
    body: { user_identifier_key: "\${{ run.marker }}" }
    expect: { client_session: { device_count: ${rule} } }
`
test('large integers are compared by all their digits', async () => {
  const faults = answering('9007199254740993')
  const fits = await runSteps(expecting('{ $gt: 9007199254740991 }'), {
    faults,
  })
  expect(
    findingsOf(fits.outcome).filter((it) => !it.startsWith('add')),
  ).toEqual([])
  const equal = await runSteps(expecting('{ $not: 9007199254740991 }'), {
    faults,
  })
  expect(
    findingsOf(equal.outcome).filter((it) => !it.startsWith('add')),
  ).toEqual([])
})
