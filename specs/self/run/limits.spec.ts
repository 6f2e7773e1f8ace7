import { expect, test } from '@playwright/test'
import type { Fault } from '../../../src/sandbox/faults.ts'
import type { Call } from '../../../src/sandbox/calls.ts'
import { userAgent, version } from '../../../src/transport/version.ts'
import { findingsOf, runSteps } from '../kit.ts'
import { notingCalls } from '../noting.ts'
import { made } from './steps.ts'

const lifecycle = `${made}
  - id: list
    call: /client_sessions/list
    method: GET
    body: { client_session_id: "\${{ session_id }}" }
`

const search = `
  - id: list
    call: /client_sessions/list
    body: { user_identifier_key: nobody }
    expect: { client_sessions: [] }
`

function operationsOf(calls: readonly Call[]): readonly string[] {
  return calls.map(({ operation }) => operation)
}

const reset: Fault['raw'] = ({ operation }) =>
  operation === 'GET /client_sessions/list'
    ? (outgoing) => {
        outgoing.socket?.resetAndDestroy()
      }
    : undefined

test('read-only allows reads', async () => {
  const { outcome } = await runSteps(search, { rules: { isReadOnly: true } })
  expect(outcome.status).toBe('passed')
})

test('read-only blocks a write, even if its case was chosen by mistake', async () => {
  const calls: Call[] = []
  const { outcome } = await runSteps(lifecycle, {
    faults: notingCalls(calls),
    rules: { isReadOnly: true },
  })
  expect(calls).toEqual([])
  expect(outcome).toMatchObject({
    status: 'not-judged',
    reason: 'read-only: POST /client_sessions/create may change something',
  })
})

test('once the budget is used up, steps are not judged, and created sessions are deleted', async () => {
  const calls: Call[] = []
  const { outcome, sandbox } = await runSteps(lifecycle, {
    faults: notingCalls(calls),
    rules: { maxRequests: 5 },
  })
  expect(operationsOf(calls)).toEqual([
    'POST /client_sessions/create',
    'POST /client_sessions/get',
    'POST /client_sessions/delete',
    'POST /client_sessions/get',
  ])
  expect(outcome.steps.map(({ status }) => status)).toEqual([
    'passed',
    'not-judged',
  ])
  expect(outcome.steps[1]).toMatchObject({
    isBlockedByLimit: true,
    reason: 'the request budget is used up (--max-requests 5)',
  })
  expect(sandbox.state.size()).toBe(0)
})

test('a retry counts in the budget', async () => {
  const calls: Call[] = []
  const { outcome } = await runSteps(lifecycle, {
    faults: notingCalls(calls, { raw: reset }),
    rules: { maxRequests: 7 },
  })
  expect(operationsOf(calls)).toEqual([
    'POST /client_sessions/create',
    'GET /client_sessions/list',
    'GET /client_sessions/list',
    'POST /client_sessions/get',
    'POST /client_sessions/delete',
    'POST /client_sessions/get',
  ])
  expect(findingsOf(outcome)).toEqual(['outage reply-missing response'])
})

test('if the budget does not allow a retry, the first attempt counts', async () => {
  const calls: Call[] = []
  const { outcome } = await runSteps(lifecycle, {
    faults: notingCalls(calls, { raw: reset }),
    rules: { maxRequests: 6 },
  })
  expect(calls).toHaveLength(5)
  expect(findingsOf(outcome)).toEqual(['outage reply-missing response'])
})

test('a rejection without a credential check is not judged', async () => {
  const calls: Call[] = []
  const { outcome } = await runSteps(search, {
    faults: notingCalls(calls, {
      reply: () => ({ status: 401, headers: {}, body: {} }),
    }),
    rules: { maxRequests: 1 },
  })
  expect(calls).toHaveLength(1)
  expect(outcome).toMatchObject({
    status: 'not-judged',
    reason: 'rejected, and no limit is left for a credential check',
    steps: [{ isBlockedByLimit: true, findings: [] }],
  })
})

test('a response from another workspace is one finding, stops the case, and is cleaned up', async () => {
  const calls: Call[] = []
  const { outcome, sandbox } = await runSteps(lifecycle, {
    faults: notingCalls(calls),
    rules: { workspaceId: '00000000-0000-4000-8000-000000000000' },
  })
  expect(operationsOf(calls)).toEqual([
    'POST /client_sessions/create',
    'POST /client_sessions/get',
    'POST /client_sessions/delete',
    'POST /client_sessions/get',
  ])
  expect(findingsOf(outcome)).toEqual([
    'scenario workspace-unexpected workspace_id',
  ])
  expect(outcome.steps[1]).toMatchObject({
    status: 'not-judged',
    isBlockedByLimit: true,
  })
  expect(sandbox.state.size()).toBe(0)
})

test('the expected workspace is no finding, in upper or lower case', async () => {
  const { outcome } = await runSteps(lifecycle, {
    rules: { workspaceId: '5B1D4E0E-2F3C-4A57-9D55-1C0A7F1E0001' },
  })
  expect(outcome.status).toBe('passed')
})

test('a delete that the network lost is retried, and passes', async () => {
  const calls: Call[] = []
  const { outcome, sandbox } = await runSteps(
    `${lifecycle}
  - id: delete
    call: /client_sessions/delete
    method: DELETE
    body: { client_session_id: "\${{ session_id }}" }
`,
    {
      faults: notingCalls(calls, {
        raw: ({ operation }) =>
          operation.startsWith('DELETE') && calls.length === 3
            ? (outgoing) => {
                outgoing.socket?.resetAndDestroy()
              }
            : undefined,
      }),
    },
  )
  expect(operationsOf(calls).slice(2)).toEqual([
    'DELETE /client_sessions/delete',
    'DELETE /client_sessions/delete',
    'POST /client_sessions/get',
    'POST /client_sessions/list',
  ])
  expect(outcome.status).toBe('passed')
  expect(outcome.steps.at(-1)?.exchange?.retries).toHaveLength(1)
  expect(sandbox.state.size()).toBe(0)
})

test('every request names suite and version: steps, retries, undo, credential checks', async () => {
  const calls: Call[] = []
  await runSteps(lifecycle, { faults: notingCalls(calls, { raw: reset }) })
  await runSteps(search, {
    faults: notingCalls(calls, {
      reply: (reply, { operation }) =>
        operation === 'POST /client_sessions/list'
          ? { status: 401, headers: {} }
          : reply,
    }),
  })
  expect(operationsOf(calls)).toEqual([
    'POST /client_sessions/create',
    'GET /client_sessions/list',
    'GET /client_sessions/list',
    'POST /client_sessions/get',
    'POST /client_sessions/delete',
    'POST /client_sessions/get',
    'POST /client_sessions/list',
    'GET /client_sessions/get',
  ])
  const agents = new Set(calls.map(({ headers }) => headers['user-agent']))
  expect([...agents]).toEqual([userAgent])
  expect(userAgent).toContain(`seamwatch/${version}`)
})
