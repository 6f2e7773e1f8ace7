/** The last look of a run by list: what is left under its markers is deleted and
 * reported. */
import { expect, test } from '@playwright/test'
import type { TestInfo } from '@playwright/test'
import { targetOf } from '../../../src/auth/embedded.ts'
import { ledgerFolder } from '../../../src/cleanup/ledger.ts'
import { sweepTarget } from '../../../src/cleanup/sweep-target.ts'
import { runCase } from '../../../src/run/case.ts'
import { openContext } from '../../../src/run/context.ts'
import type { Call } from '../../../src/sandbox/calls.ts'
import type { Fault } from '../../../src/sandbox/faults.ts'
import type { Session } from '../../../src/sandbox/store.ts'
import { startSandbox } from '../../../src/sandbox/server.ts'
import { createNodeHttpTransport } from '../../../src/transport/node-http.ts'
import { defaultLimits } from '../../../src/transport/transport.ts'
import { judge } from '../../../src/verdict/verdict.ts'
import { contract, findingsOf, planOf } from '../kit.ts'
import { notingCalls } from '../noting.ts'
import { made } from '../run/steps.ts'
import { put, putStrangers, touched } from './strangers.ts'

const runId = '0a1b2c3d'
const read = `${made}
  - id: get
    call: /client_sessions/get
    body: { client_session_id: "\${{ session_id }}" }
  - id: grant
    call: /client_sessions/grant_access
    body: { client_session_id: "\${{ session_id }}", connect_webview_ids: ["\${{ target.connect_webview_id }}"] }
`

/** A run of one case, then its sweep, then its verdict. */
async function runAt(fault: Fault, info: TestInfo, steps = read) {
  const calls: Call[] = []
  const sandbox = await startSandbox({ faults: notingCalls(calls, fault) })
  const strangers = putStrangers(sandbox)
  const target = targetOf(sandbox)
  const reportsDir = info.outputPath('reports')
  const shared = { target, contract, limits: defaultLimits, runId }
  const connect = createNodeHttpTransport
  const context = await openContext({
    ...shared,
    ledgerFolder: ledgerFolder(reportsDir),
    connect,
  })
  const outcome = await runCase(planOf(steps), { context })
  await context.close()
  const before = calls.length
  const swept = await sweepTarget({
    ...shared,
    when: 'after',
    reportsDir,
    olderThanMs: 3_600_000,
    connect,
  })
  await sandbox.stop()
  expect(touched(sandbox, strangers)).toEqual([])
  const verdict = judge([outcome], {
    facts: {
      seamwatch: '0',
      target: 'self',
      endpoint: sandbox.url,
      runId,
      startedAt: new Date().toISOString(),
      durationMs: 1,
      isFiltered: false,
    },
    swept,
  })
  return {
    outcome,
    swept,
    found: verdict.findings.map(({ code }) => code),
    exitCode: verdict.exitCode,
    left: sandbox.state.size() - strangers.length,
    sentAfter: calls.slice(before).map(({ path }) => path),
  }
}

test('an honest run sends one list after its cases, and no other request', async ({}, info) => {
  const { sentAfter, swept, exitCode } = await runAt({}, info)
  expect(sentAfter).toEqual(['/client_sessions/list'])
  expect(swept).toEqual({ items: [], notes: [], isComplete: true })
  expect(exitCode).toBe(0)
})

test('a run that creates nothing looks at its end, too', async ({}, info) => {
  const { sentAfter } = await runAt(
    {},
    info,
    '  - id: list\n    call: /client_sessions/list\n    body: {}\n',
  )
  expect(sentAfter).toEqual(['/client_sessions/list'])
})

test('a session that create makes beside the one that it answers with is deleted, and the API is at fault', async ({}, info) => {
  const { left, found, exitCode, swept } = await runAt(
    {
      handle: (authorized, next) => {
        if (authorized.call.path.endsWith('/create')) next(authorized)
        return next(authorized)
      },
    },
    info,
  )
  expect(left).toBe(0)
  expect(swept.items).toMatchObject([
    {
      status: 'removed',
      reason: 'no request of this run asked for it',
      fault: 'unasked',
    },
  ])
  expect(found).toContain('session-foreign')
  expect(exitCode).toBe(1)
})

for (const name of ['get', 'grant_access'] as const) {
  for (const [what, key] of [
    ['under the marker', true],
    ['without a key', false],
  ] as const) {
    test(`a session ${what} that ${name} creates and answers with is reported`, async ({}, info) => {
      let created = ''
      let isDone = false
      const { left, found, exitCode, outcome, swept } = await runAt(
        {
          handle: (authorized, next) => {
            const { call, parameters, state, caller } = authorized
            const reply = next(authorized)
            if (!call.path.endsWith(`/${name}`) || isDone) return reply
            isDone = true
            const old = state.store.findById(
              caller.workspaceId,
              String(parameters.client_session_id),
            )
            const session = put(
              { state: state.store, seed: state.seed },
              {
                createdAt: new Date().toISOString(),
                userIdentifierKey: key ? (old?.userIdentifierKey ?? '') : null,
              },
            )
            created = session.id
            const { client_session } = Object(reply.body)
            const client_session_id = created
            return {
              ...reply,
              body: {
                ok: true,
                client_session: { ...client_session, client_session_id },
              },
            }
          },
        },
        info,
      )
      expect(left).toBe(key ? 0 : 1)
      expect(found).toContain('session-foreign')
      expect(exitCode).toBe(1)
      expect(findingsOf(outcome)).toContain(
        'expectation session-foreign session',
      )
      expect(outcome.cleanup).toContainEqual(
        expect.objectContaining({ sessionId: created, status: 'left-behind' }),
      )
      expect(swept.items.map(({ sessionId }) => sessionId)).toEqual(
        key ? [created] : [],
      )
    })
  }
}

test('a delete that lies, and a get that agrees with it, are found by the list', async ({}, info) => {
  const gone = new Set<unknown>()
  const { left, found, exitCode, swept } = await runAt(
    {
      handle: (authorized, next) => {
        const { call, parameters } = authorized
        const { client_session_id: id } = parameters
        if (call.path.endsWith('/delete')) {
          gone.add(id)
          return { status: 200, headers: {}, body: { ok: true } }
        }
        if (call.path.endsWith('/get') && gone.has(id)) {
          const client_session_id = crypto.randomUUID()
          return next({ ...authorized, parameters: { client_session_id } })
        }
        return next(authorized)
      },
    },
    info,
  )
  expect(left).toBe(1)
  expect(swept.items).toMatchObject([
    {
      status: 'unclear',
      reason: 'a list shows it, and get says that it is gone: not deleted',
    },
  ])
  expect(found).toEqual(['undo-unclear'])
  expect(exitCode).toBe(3)
})

test('a session that is back after its delete is deleted again, and the API is at fault', async ({}, info) => {
  let deleted: Session | undefined
  let isBack = false
  const { left, found, exitCode, swept } = await runAt(
    {
      handle: (authorized, next) => {
        const { call, parameters, state, caller } = authorized
        const id = String(parameters.client_session_id)
        const session = state.store.findById(caller.workspaceId, id)
        if (call.path.endsWith('/delete') && session) deleted ??= session
        if (call.path.endsWith('/list') && deleted && !isBack) {
          isBack = true
          state.store.put(deleted)
        }
        return next(authorized)
      },
    },
    info,
  )
  expect(left).toBe(0)
  expect(swept.items).toMatchObject([
    {
      status: 'removed',
      reason: 'the API had said that it was deleted',
      fault: 'undeleted',
    },
  ])
  expect(found).toEqual(['undo-failed'])
  expect(exitCode).toBe(1)
})

test('a session whose response was lost, and that only the last list shows, is deleted and no fault', async ({}, info) => {
  let lists = 0
  const { left, found } = await runAt(
    {
      handle: (authorized, next) => {
        const { call } = authorized
        const { user_identifier_key: key } = authorized.parameters
        if (call.path.endsWith('/list') && key !== undefined) lists += 1
        const isHidden = /\/(list|get)$/.test(call.path) && key !== undefined
        return isHidden
          ? {
              status: 200,
              headers: {},
              body: { ok: true, client_sessions: [] },
            }
          : next(authorized)
      },
      reply: (reply, { path }) =>
        path.endsWith('/create')
          ? (outgoing) => void outgoing.destroy()
          : reply,
    },
    info,
    made,
  )
  expect(lists).toBeGreaterThan(0)
  expect(left).toBe(0)
  expect(found).toEqual(['reply-missing'])
})

test('a last look that cannot list says so', async ({}, info) => {
  let isOver = false
  const { swept } = await runAt(
    {
      handle: (authorized, next) => {
        const { path } = authorized.call
        isOver ||= path.endsWith('/delete')
        return path.endsWith('/list') && isOver
          ? { status: 500, headers: {}, body: {} }
          : next(authorized)
      },
    },
    info,
    made,
  )
  expect(swept.isComplete).toBe(false)
  expect(swept.notes).toEqual([
    'The last look for sessions of this run failed: POST /client_sessions/list answered 500.',
  ])
})
