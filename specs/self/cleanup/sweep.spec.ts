import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import type { TestInfo } from '@playwright/test'
import { openRecorder } from '../../../src/cleanup/recorder.ts'
import { ledgerFolder, openLedger } from '../../../src/cleanup/ledger.ts'
import { readLedgers } from '../../../src/cleanup/read-ledgers.ts'
import { defaultLimits } from '../../../src/transport/transport.ts'
import { withPolicies } from '../../../src/transport/policy/policy.ts'
import { createNodeHttpTransport } from '../../../src/transport/node-http.ts'
import { targetOf } from '../../../src/auth/embedded.ts'
import type { Fault } from '../../../src/sandbox/faults.ts'
import { startSandbox } from '../../../src/sandbox/server.ts'
import type { Sandbox } from '../../../src/sandbox/server.ts'
import { sweepTarget } from '../../../src/cleanup/sweep-target.ts'
import type { Swept } from '../../../src/model/swept.ts'
import { openContext } from '../../../src/run/context.ts'
import { contract } from '../kit.ts'
import { ours, put, putStrangers, putTwin, touched } from './strangers.ts'

const hourMs = 3_600_000
const readFile = (file: string): string => readFileSync(file, 'utf8')
const victim = '7d3c1a52-0000-4000-8000-000000000001'
const deadRun = '0a1b2c3d'

/** Sweeps as the next run would. */
function sweepAt(
  sandbox: Sandbox,
  info: TestInfo,
  how: { readonly isDry?: boolean; readonly apiKey?: string } = {},
): Promise<Swept> {
  const target = targetOf(sandbox)
  const { apiKey = sandbox.seed.apiKey, isDry = false } = how
  return sweepTarget({
    when: 'by hand',
    isDry,
    target: { ...target, keyring: { api_key: apiKey } },
    contract,
    limits: defaultLimits,
    reportsDir: info.outputPath('reports'),
    olderThanMs: hourMs,
    connect: createNodeHttpTransport,
  })
}

/** Sends requests as a run that then dies: each body to a path, with a
 * ledger. */
async function runThatDies(
  sandbox: Sandbox,
  info: TestInfo,
  requests: readonly {
    readonly path: string
    readonly body: Readonly<Record<string, unknown>>
  }[],
): Promise<void> {
  const folder = ledgerFolder(info.outputPath('reports'))
  const context = await openContext({
    target: { ...targetOf(sandbox), keyring: { api_key: sandbox.seed.apiKey } },
    contract,
    limits: { ...defaultLimits, timeoutMs: 1000 },
    runId: deadRun,
    ledgerFolder: folder,
    connect: createNodeHttpTransport,
  })
  const { policy } = openRecorder(context)
  const { send } = withPolicies(context.transport, [policy])
  for (const { path, body } of requests) {
    await send({
      method: 'POST',
      path: `/client_sessions/${path}`,
      query: [],
      headers: [
        ['content-type', 'application/json'],
        ['authorization', `Bearer ${sandbox.seed.apiKey}`],
      ],
      body: JSON.stringify(body),
    })
  }
  await context.close()
  bury(folder)
}

/** Changes the ledgers as if another process, which has ended, had written
 * them. */
function bury(folder: string): void {
  for (const { file, header } of readLedgers(folder)) {
    if (!header) continue
    const text = readFile(file)
    const { startedAt } = header.birth
    writeFileSync(file, text.replace(`"${startedAt}"`, '"1"'))
  }
}

function marked(last = '00112233'): {
  readonly user_identifier_key: string
} {
  return { user_identifier_key: `seamwatch-${deadRun}-${last}` }
}

test('sweep deletes the sessions of a dead run, and no session that only looks similar', async ({}, info) => {
  const sandbox = await startSandbox()
  const strangers = [...putStrangers(sandbox)]
  await runThatDies(sandbox, info, [
    { path: 'create', body: marked() },
    { path: 'get_or_create', body: marked('44556677') },
    { path: 'create', body: { expires_at: '2031-02-03T04:05:06.789Z' } },
  ])
  const made = ours(sandbox, strangers)
  strangers.push(...made.map((session) => putTwin(sandbox, session)))
  const dry = await sweepAt(sandbox, info, { isDry: true })
  expect(dry.items.map(({ status }) => status)).toEqual([
    'found',
    'found',
    'found',
  ])
  expect(ours(sandbox, strangers)).toEqual(made)
  const swept = await sweepAt(sandbox, info)
  expect(swept.items.map(({ sessionId }) => sessionId).toSorted()).toEqual(
    made.map(({ id }) => id).toSorted(),
  )
  expect(swept.items.every(({ status }) => status === 'removed')).toBe(true)
  expect(ours(sandbox, strangers)).toEqual([])
  expect(touched(sandbox, strangers)).toEqual([])
  const folder = ledgerFolder(info.outputPath('reports'))
  expect(readdirSync(folder)).toEqual([])
  await sandbox.stop()
})

test('without a ledger, sweep deletes an old session by its marker and no young one', async ({}, info) => {
  const sandbox = await startSandbox()
  const strangers = [...putStrangers(sandbox)]
  const old = put(sandbox, {
    userIdentifierKey: marked().user_identifier_key,
  })
  strangers.push(putTwin(sandbox, old))
  strangers.push(
    put(sandbox, {
      userIdentifierKey: marked('99887766').user_identifier_key,
      createdAt: new Date(Date.now() - hourMs / 2).toISOString(),
    }),
  )
  const swept = await sweepAt(sandbox, info)
  expect(swept.items).toMatchObject([{ sessionId: old.id, status: 'removed' }])
  expect(swept.notes).toEqual([
    '1 session has the marker of a run that may still be running elsewhere: not deleted until 60 min old.',
  ])
  expect(ours(sandbox, strangers)).toEqual([])
  expect(touched(sandbox, strangers)).toEqual([])
  await sandbox.stop()
})

test('sweep does not delete sessions of a run that is alive, however old they are', async ({}, info) => {
  const sandbox = await startSandbox()
  const { seed, url } = sandbox
  const session = put(sandbox, {
    userIdentifierKey: marked().user_identifier_key,
  })
  const ledger = openLedger(ledgerFolder(info.outputPath('reports')), {
    runId: deadRun,
    endpoint: url,
    credential: seed.workspaceId,
  })
  const mark = { kind: 'key', key: marked().user_identifier_key } as const
  ledger.write({ kind: 'intent', id: '1', operation: 'POST', mark, atMs: 1 })
  ledger.write({ kind: 'made', id: '1', sessionId: session.id })
  ledger.close()
  expect((await sweepAt(sandbox, info)).items).toEqual([])
  expect(touched(sandbox, [session])).toEqual([])
  await sandbox.stop()
})

test('a session that this credential cannot see stays in the ledger, and is reported', async ({}, info) => {
  const sandbox = await startSandbox()
  await runThatDies(sandbox, info, [{ path: 'create', body: marked() }])
  const { foreignApiKey } = sandbox.seed
  const blind = await sweepAt(sandbox, info, { apiKey: foreignApiKey })
  expect(blind.items).toMatchObject([
    { status: 'unclear', reason: expect.stringMatching(/another credential/) },
  ])
  expect((await sweepAt(sandbox, info)).items).toMatchObject([
    { status: 'removed' },
  ])
  expect(sandbox.state.size()).toBe(0)
  await sandbox.stop()
})

/** The sandbox creates the session and sends no response. */
const unanswered: Fault = {
  reply: (reply, { path }) =>
    path.endsWith('/create') ? (outgoing) => void outgoing.destroy() : reply,
}

test('a session without a key is deleted only if exactly one session fits', async ({}, info) => {
  const sandbox = await startSandbox({ faults: unanswered })
  const expiresAt = '2031-02-03T04:05:06.789Z'
  const body = { expires_at: expiresAt }
  await runThatDies(sandbox, info, [{ path: 'create', body }])
  const twin = put(sandbox, {
    expiresAtMs: Date.parse(expiresAt),
    createdAt: new Date().toISOString(),
  })
  const both = sandbox.state.all(sandbox.seed.workspaceId)
  expect(both.length).toBe(2)
  const dry = await sweepAt(sandbox, info, { isDry: true })
  expect(dry.items).toMatchObject([
    {
      status: 'unclear',
      reason: expect.stringMatching(/2 sessions without a key fit/),
    },
  ])
  sandbox.state.remove(twin)
  const swept = await sweepAt(sandbox, info)
  expect(swept.items).toMatchObject([{ status: 'removed' }])
  expect(sandbox.state.size()).toBe(0)
  await sandbox.stop()
})

test('a create without key and expiry is reported once, and no session is deleted', async ({}, info) => {
  const sandbox = await startSandbox({ faults: unanswered })
  await runThatDies(sandbox, info, [{ path: 'create', body: {} }])
  const all = sandbox.state.all(sandbox.seed.workspaceId)
  expect((await sweepAt(sandbox, info)).items).toMatchObject([
    {
      status: 'unclear',
      reason: expect.stringMatching(/named no key and no expiry/),
    },
  ])
  expect((await sweepAt(sandbox, info)).items).toEqual([])
  expect(touched(sandbox, all)).toEqual([])
  await sandbox.stop()
})

test('a create with another key than a marker is not in the ledger', async ({}, info) => {
  const sandbox = await startSandbox()
  const stranger = put(sandbox, { userIdentifierKey: 'a-person' })
  await runThatDies(sandbox, info, [
    { path: 'get_or_create', body: { user_identifier_key: 'a-person' } },
  ])
  expect((await sweepAt(sandbox, info)).items).toEqual([])
  expect(
    sandbox.state.findById(stranger.workspaceId, stranger.id),
  ).toBeDefined()
  await sandbox.stop()
})

test('a session that the API reports as created is not deleted if it has another key', async ({}, info) => {
  const sandbox: Sandbox = await startSandbox({
    faults: {
      reply: (reply, { path }) =>
        path.endsWith('/create')
          ? {
              ...reply,
              body: { ok: true, client_session: { client_session_id: victim } },
            }
          : reply,
    },
  })
  const stranger = put(sandbox, { id: victim, userIdentifierKey: 'a-person' })
  await runThatDies(sandbox, info, [{ path: 'create', body: marked() }])
  expect((await sweepAt(sandbox, info)).items).toMatchObject([
    { sessionId: victim, status: 'unclear' },
    { status: 'removed' },
  ])
  expect(sandbox.state.size()).toBe(1)
  expect(touched(sandbox, [stranger])).toEqual([])
  await sandbox.stop()
})

test('a delete without effect is reported, and the session stays in the ledger', async ({}, info) => {
  const sandbox = await startSandbox({
    faults: {
      handle: (admitted, next) =>
        admitted.call.path.endsWith('/delete')
          ? { status: 200, headers: {}, body: { ok: true } }
          : next(admitted),
    },
  })
  await runThatDies(sandbox, info, [{ path: 'create', body: marked() }])
  for (const _ of ['once', 'and again']) {
    expect((await sweepAt(sandbox, info)).items).toMatchObject([
      {
        status: 'left',
        reason: expect.stringMatching(
          /answered 200, and the session is still there/,
        ),
      },
    ])
  }
  await sandbox.stop()
})

test('an incomplete last line is skipped; any other unreadable line is reported with its place', async ({}, info) => {
  const sandbox = await startSandbox()
  await runThatDies(sandbox, info, [{ path: 'create', body: marked() }])
  const folder = ledgerFolder(info.outputPath('reports'))
  const [name = ''] = readdirSync(folder)
  const file = join(folder, name)
  const text = readFile(file)
  writeFileSync(file, `${text}{"kind":"inte`)
  expect(readLedgers(folder).flatMap((it) => it.complaints)).toEqual([])
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'z.jsonl'), 'a person wrote here\n')
  const swept = await sweepAt(sandbox, info)
  expect(swept.items).toMatchObject([{ status: 'removed' }])
  expect(swept.notes).toEqual([
    `${join(folder, 'z.jsonl')}:1: not a line of a cleanup ledger. Delete the session that it names, if any, then delete this file.`,
  ])
  expect(swept.isComplete).toBe(false)
  expect(readdirSync(folder)).toEqual(['z.jsonl'])
  await sandbox.stop()
})

test('a ledger contains no secret', async ({}, info) => {
  const sandbox = await startSandbox()
  await runThatDies(sandbox, info, [{ path: 'create', body: marked() }])
  const folder = ledgerFolder(info.outputPath('reports'))
  const text = readdirSync(folder).map((name) => readFile(join(folder, name)))
  expect(text.join('')).toContain(marked().user_identifier_key)
  expect(text.join('')).not.toContain(sandbox.seed.apiKey)
  expect(text.join('')).not.toMatch(/seam_/)
  await sandbox.stop()
})
