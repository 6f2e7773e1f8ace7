/** Optional properties under another name. */
import { expect, test } from '@playwright/test'
import { onSession, without } from '../../../src/sandbox/mutants/change.ts'
import { findingsOf, runSteps } from '../kit.ts'

const steps = `
  - id: create
    call: /client_sessions/create
    body: { user_identifier_key: "\${{ run.marker }}", customer_key: a-customer }
    save: { id: client_session.client_session_id }
  - id: get
    call: /client_sessions/get
    body: { client_session_id: "\${{ id }}" }
`
const reading = 'POST /client_sessions/get'
const at = 'body.client_session.customer'

for (const operation of [reading, 'POST /client_sessions/create']) {
  test(`customer_key under another name breaks clients: ${operation}`, async () => {
    const faults = onSession(operation, (it) => ({
      ...without(it, 'customer_key'),
      customer: it.customer_key,
    }))
    const { outcome } = await runSteps(steps, { faults })
    expect(findingsOf(outcome)).toEqual([
      `breaking-drift body-property-renamed ${at}`,
    ])
  })
}

test('a further name beside the documented one is additive', async () => {
  const faults = onSession(reading, (it) => ({
    ...it,
    customer: it.customer_key,
  }))
  const { outcome } = await runSteps(steps, { faults })
  expect(findingsOf(outcome)).toEqual([
    `additive-drift body-property-undocumented ${at}`,
  ])
})

test('another value beside a missing optional property is additive', async () => {
  const faults = onSession(reading, (it) => ({
    ...without(it, 'customer_key'),
    customer: 'somebody',
  }))
  const { outcome } = await runSteps(steps, { faults })
  expect(findingsOf(outcome)).toEqual([
    `additive-drift body-property-undocumented ${at}`,
  ])
})
