/** What is only inferred is listed until a team adopts it; the rest fails. */
import { expect, test } from '@playwright/test'
import { adoptedBySandbox } from '../../../src/model/basis.ts'
import { fingerprintOf } from '../../../src/model/finding.ts'
import type { Fault } from '../../../src/sandbox/faults.ts'
import { runSteps } from '../kit.ts'
import { made, madeWithToken } from './steps.ts'

/** Rejected requests and unknown ids are answered with another status. */
function answering(status: number): Fault {
  return {
    reply: (reply) =>
      reply.status === 401 || reply.status === 404
        ? { ...reply, status }
        : reply,
  }
}

const unknown = (basis: string) => `
  - id: unknown
    call: /client_sessions/revoke
    body: { client_session_id: 7d6ef1b8-35d4-4b2a-8a4e-9d9c3a1f0b11 }
    expect_status: 400
    ${basis}
`
const inferred = 'basis: inferred\n    assumption: unknown-ids-answer-400'

test('a status that differs from the contract fails, and its basis is shown', async () => {
  for (const basis of ['contract', 'docs']) {
    const { outcome } = await runSteps(unknown(`basis: ${basis}`), {
      faults: answering(401),
    })
    expect(outcome.status).toBe('failed')
    expect(outcome.steps[0]?.findings).toMatchObject([
      { code: 'credential-unaccepted', basis },
    ])
  }
})

test('a status that differs from an assumption is listed', async () => {
  const { outcome } = await runSteps(unknown(inferred), {
    faults: answering(400),
  })
  expect(outcome.steps[0]?.findings).toEqual([])
  const other = await runSteps(unknown(inferred))
  expect(other.outcome.status).toBe('passed')
  expect(other.outcome.steps[0]?.findings).toMatchObject([
    {
      code: 'status-undocumented',
      class: 'breaking-drift',
      basis: 'inferred',
      assumption: 'unknown-ids-answer-400',
    },
  ])
})

test('an adopted assumption fails, with its owner', async () => {
  const { outcome } = await runSteps(unknown(inferred), {
    adoptedBy: (name) =>
      name === 'unknown-ids-answer-400'
        ? { owner: 'api-team', reason: 'our SDK tells them apart' }
        : undefined,
  })
  expect(outcome.status).toBe('failed')
  expect(outcome.steps[0]?.findings).toMatchObject([
    { basis: 'inferred', adopted: { owner: 'api-team' } },
  ])
})

test('an undocumented error of a proxy is no matter of an assumption', async () => {
  const { outcome } = await runSteps(unknown(inferred), {
    faults: {
      reply: (reply) => ({
        ...reply,
        status: 404,
        headers: { ...reply.headers, 'content-type': 'text/plain' },
        body: 'Not Found',
      }),
    },
  })
  expect(outcome.status).toBe('failed')
})

const ended = `${madeWithToken}
  - id: revoke
    call: /client_sessions/revoke
    body: { client_session_id: "\${{ session_id }}" }
  - id: the token is refused
    after: revoke
    call: /client_sessions/get
    as: { client_session: "\${{ token }}" }
    expect_refused: true
    basis: inferred
    assumption: ended-tokens-answer-401
`

for (const status of [400, 404]) {
  test(`an ended token that is rejected with ${status} is listed`, async () => {
    const { outcome } = await runSteps(ended, { faults: answering(status) })
    expect(outcome.steps[2]).toMatchObject({ status: 'passed' })
    expect(outcome.steps[2]?.findings).toMatchObject([
      { basis: 'inferred', assumption: 'ended-tokens-answer-401' },
    ])
  })
}

test('an ended token that is accepted fails, whatever is inferred of its status', async () => {
  const { outcome } = await runSteps(ended, {
    faults: {
      handle: (authorized, next) =>
        authorized.call.path.endsWith('/revoke')
          ? { status: 200, headers: {}, body: { ok: true } }
          : next(authorized),
    },
  })
  expect(outcome.status).toBe('failed')
  expect(outcome.steps[2]?.findings).toMatchObject([
    { code: 'refusal-missing', basis: 'contract' },
  ])
})

const assuming = `${made}
  - id: read
    call: /client_sessions/get
    body: { client_session_id: "\${{ session_id }}" }
    expect: { client_session: { client_session_id: "\${{ session_id }}" } }
    assume:
      sessions-have-devices:
        client_session: { device_count: { $gte: 5 }, client_session_id: x }
  - id: later
    after: read
    call: /client_sessions/get
    body: { client_session_id: "\${{ session_id }}" }
`

test('a body that differs from an assumption is listed, and later steps run', async () => {
  const { outcome } = await runSteps(assuming)
  expect(outcome.status).toBe('passed')
  const found = outcome.steps[1]?.findings ?? []
  expect(found).toHaveLength(2)
  expect(new Set(found.map(fingerprintOf))).toEqual(
    new Set(['expectation-unmet · sessions-have-devices']),
  )
  expect(outcome.steps[2]?.status).toBe('passed')
})

test('the sandbox is built by what the suite infers: any difference fails', async () => {
  const { outcome } = await runSteps(assuming, { adoptedBy: adoptedBySandbox })
  expect(outcome.status).toBe('failed')
})

for (const [name, change, status, basis] of [
  ['ok', { ok: undefined }, 'passed', 'inferred'],
  ['its type', { error: { message: 'no' } }, 'failed', 'docs'],
] as const) {
  test(`an error without ${name} has the basis ${basis}`, async () => {
    const { outcome } = await runSteps(unknown('basis: docs'), {
      faults: {
        reply: (reply) => ({
          ...reply,
          status: 400,
          body: { error: { type: 'a', message: 'b' }, ok: false, ...change },
        }),
      },
    })
    expect(outcome.status).toBe(status)
    expect(outcome.steps[0]?.findings).toMatchObject([
      { code: 'error-shape-wrong', basis },
    ])
  })
}
