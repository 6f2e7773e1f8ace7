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
  expect(step?.reason).toBe(
    '"number" has a number of too many digits to be sent on without a loss',
  )
})
for (const text of ['1e400', '-1e-400', '0.30000000000000000001'])
  test(`${text} is not sent on as something else`, async () => {
    expect(await sentWith(text)).toMatchObject({
      status: 'not-judged',
      reason:
        '"number" has a number of too many digits to be sent on without a loss',
    })
  })
test('an object that holds such a number is not sent on', async () => {
  const whole = steps
    .replace('client_session.device_count', 'client_session')
    .replace('"${{ number }}"', '"${{ number.device_count }}"')
  const { outcome } = await runSteps(whole, { faults: answering('1e400') })
  expect(outcome.steps[1]?.reason).toContain('"number.device_count" has a')
})
for (const place of ['client_session', 'client_session.connect_webview_ids'])
  test(`${place} cannot be part of a text`, async () => {
    const part = steps
      .replace('client_session.device_count', place)
      .replace('"${{ number }}"', '"x-${{ number }}"')
    const { outcome } = await runSteps(part)
    expect(outcome.steps[1]).toMatchObject({
      status: 'not-judged',
      reason: '"number" is not a text, and stands where a text must be',
    })
  })
test('a list is sent on as it came where it stands alone', async () => {
  const list = steps.replace(
    'client_session.device_count',
    'client_session.connect_webview_ids',
  )
  const { outcome } = await runSteps(list)
  expect(outcome.steps[1]?.exchange?.request.body).toBe(
    '{"client_session_id":[]}',
  )
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
