/** Servers that are honest and odd, or wrong in ways that touch cleanup. */
import { expect, test } from '@playwright/test'
import { ledgerFolder } from '../../../src/cleanup/ledger.ts'
import { readLedgers } from '../../../src/cleanup/read-ledgers.ts'
import { sweepTarget } from '../../../src/cleanup/sweep-target.ts'
import { targetOf } from '../../../src/auth/embedded.ts'
import { runCase } from '../../../src/run/case.ts'
import { openContext } from '../../../src/run/context.ts'
import type { Fault } from '../../../src/sandbox/faults.ts'
import { startSandbox } from '../../../src/sandbox/server.ts'
import { createNodeHttpTransport } from '../../../src/transport/node-http.ts'
import { defaultLimits } from '../../../src/transport/transport.ts'
import { contract, findingsOf, planOf, runSteps } from '../kit.ts'
import { made } from '../run/steps.ts'
import { put, touched } from './strangers.ts'

test('a session that a replica does not show yet is deleted later', async ({}, info) => {
  let isBehind = true
  const sandbox = await startSandbox({
    faults: {
      handle: (authorized, next) => {
        const { path } = authorized.call
        if (!isBehind) return next(authorized)
        if (path.endsWith('/get')) {
          const { client_session_id: _, ...rest } = authorized.parameters
          const parameters = { ...rest, client_session_id: crypto.randomUUID() }
          return next({ ...authorized, parameters })
        }
        return path.endsWith('/list')
          ? {
              status: 200,
              headers: {},
              body: { ok: true, client_sessions: [] },
            }
          : next(authorized)
      },
    },
  })
  const reportsDir = info.outputPath('reports')
  const target = targetOf(sandbox)
  const runId = '0a1b2c3d'
  const context = await openContext({
    target,
    contract,
    limits: defaultLimits,
    runId,
    ledgerFolder: ledgerFolder(reportsDir),
    connect: createNodeHttpTransport,
  })
  const outcome = await runCase(planOf(made), { context })
  await context.close()
  expect(outcome.status).toBe('passed')
  expect(sandbox.state.size()).toBe(1)
  const [ledger] = readLedgers(ledgerFolder(reportsDir))
  expect(ledger?.open).toHaveLength(1)
  const sweep = () =>
    sweepTarget({
      when: 'after',
      target,
      contract,
      limits: defaultLimits,
      reportsDir,
      runId,
      olderThanMs: 3_600_000,
      connect: createNodeHttpTransport,
    })
  expect(await sweep()).toMatchObject({
    items: [],
    notes: [
      '1 session created seconds ago is not found by any look: the next run looks again.',
    ],
  })
  isBehind = false
  const swept = await sweep()
  await sandbox.stop()
  expect(swept.items).toMatchObject([{ status: 'removed' }])
  expect(sandbox.state.size()).toBe(0)
})

/** As if create gave the key of the request to a session of somebody. */
function rekeying(session: { id?: string }): Fault {
  return {
    handle: (authorized, next) => {
      const { call, state, caller } = authorized
      const reply = next(authorized)
      if (!call.path.endsWith('create')) return reply
      const id = String(Object(reply.body).client_session?.client_session_id)
      const created = state.store.findById(caller.workspaceId, id)
      if (!created) return reply
      session.id = id
      const createdAt = '2026-01-02T03:04:05.678901Z'
      state.store.put({ ...created, createdAt })
      return reply
    },
  }
}

for (const body of [
  '{ user_identifier_key: "${{ run.marker }}" }',
  '{ expires_at: "${{ time(+4271s) }}" }',
]) {
  test(`an older session that got ${body} is not deleted`, async () => {
    const session: { id?: string } = {}
    const { outcome, sandbox } = await runSteps(
      `
  - id: create
    call: /client_sessions/create
    body: ${body}
    save: { id: client_session.client_session_id }
    undo: { call: /client_sessions/delete, body: { client_session_id: "\${{ id }}" } }
`,
      { faults: rekeying(session) },
    )
    const { workspaceId } = sandbox.seed
    expect(sandbox.state.findById(workspaceId, session.id ?? '')).toBeDefined()
    expect(findingsOf(outcome)).toContain('expectation session-foreign session')
  })
}

/** Creates whatever the credential and the parameters are. */
const acceptingAll: Fault = {
  handle: (authorized, next) =>
    next(
      authorized.call.path.endsWith('/create')
        ? { ...authorized, parameters: { user_identifier_key: 'mine' } }
        : authorized,
    ),
}

test('a session that a wrongly accepted request created under another key is deleted', async () => {
  const { outcome, sandbox } = await runSteps(
    `
  - id: create
    call: /client_sessions/create
    body: { user_identifier_key: mine, expires_at: tomorrow }
    expect_status: 400
`,
    { faults: acceptingAll },
  )
  expect(outcome.status).toBe('failed')
  expect(sandbox.state.size()).toBe(0)
})

test('a sweep deletes no session that was older than its request', async ({}, info) => {
  const session: { id?: string } = {}
  const sandbox = await startSandbox({ faults: rekeying(session) })
  const reportsDir = info.outputPath('reports')
  const target = targetOf(sandbox)
  const shared = { target, contract, limits: defaultLimits, runId: '0a1b2c3d' }
  const connect = createNodeHttpTransport
  const context = await openContext({
    ...shared,
    ledgerFolder: ledgerFolder(reportsDir),
    connect,
  })
  await runCase(planOf(made), { context })
  await context.close()
  const swept = await sweepTarget({
    ...shared,
    when: 'after',
    reportsDir,
    olderThanMs: 3_600_000,
    connect,
  })
  await sandbox.stop()
  expect(swept.items).toMatchObject([
    {
      status: 'unclear',
      reason: 'its run found that it had not created it: not deleted',
    },
  ])
  expect(sandbox.state.size()).toBe(1)
})

test('a session that a list shows under an old marker is not deleted if get says that it is gone', async ({}, info) => {
  const sandbox = await startSandbox({
    faults: {
      handle: (authorized, next) => {
        const { call, parameters } = authorized
        if (!call.path.endsWith('/get')) return next(authorized)
        const { client_session_id: _, ...rest } = parameters
        const other = { ...rest, client_session_id: crypto.randomUUID() }
        return next({ ...authorized, parameters: other })
      },
    },
  })
  const old = put(sandbox, { userIdentifierKey: 'seamwatch-ffffffff-00112233' })
  const swept = await sweepTarget({
    when: 'by hand',
    target: targetOf(sandbox),
    contract,
    limits: defaultLimits,
    reportsDir: info.outputPath('reports'),
    olderThanMs: 3_600_000,
    connect: createNodeHttpTransport,
  })
  await sandbox.stop()
  expect(touched(sandbox, [old])).toEqual([])
  expect(swept.items).toMatchObject([
    {
      status: 'unclear',
      reason: 'a list shows it, and get says that it is gone: not deleted',
    },
  ])
})

test('a session that only a list by its key shows is not deleted if get says that it is gone', async () => {
  const { outcome, sandbox } = await runSteps(made, {
    faults: {
      handle: (authorized, next) => {
        const { call, parameters } = authorized
        if (!call.path.endsWith('/get')) return next(authorized)
        const other = { client_session_id: crypto.randomUUID() }
        return next({ ...authorized, parameters: { ...parameters, ...other } })
      },
      reply: (reply, { path }) =>
        path.endsWith('/create') ? { ...reply, status: 500, body: {} } : reply,
    },
  })
  expect(sandbox.state.size()).toBe(1)
  expect(outcome.cleanup).toMatchObject([{ status: 'left-behind' }])
})
