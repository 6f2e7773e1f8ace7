import { expect, test } from '@playwright/test'
import { targetOf } from '../../../src/auth/embedded.ts'
import { sweepTarget } from '../../../src/cleanup/sweep-target.ts'
import type { Swept } from '../../../src/model/swept.ts'
import type { Fault } from '../../../src/sandbox/faults.ts'
import type { JsonObject, Reply } from '../../../src/sandbox/replies.ts'
import { startSandbox } from '../../../src/sandbox/server.ts'
import type { Sandbox } from '../../../src/sandbox/server.ts'
import type { Session } from '../../../src/sandbox/store.ts'
import { createNodeHttpTransport } from '../../../src/transport/node-http.ts'
import { defaultLimits } from '../../../src/transport/transport.ts'
import { contract, runSteps } from '../kit.ts'
import { made } from '../run/steps.ts'
import { put, putStrangers, touched } from './strangers.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs

function sweep(sandbox: Sandbox, outputPath: string): Promise<Swept> {
  return sweepTarget({
    when: 'by hand',
    target: {
      ...targetOf(sandbox),
      keyring: { api_key: sandbox.seed.apiKey },
    },
    contract,
    limits: defaultLimits,
    reportsDir: outputPath,
    olderThanMs: hourMs,
    connect: createNodeHttpTransport,
  })
}

/** The clock that the `Date` headers show; none at all for undefined. */
function dated(aheadMs: number | undefined): Fault {
  return {
    reply: (reply) => {
      if (aheadMs !== undefined) {
        const date = new Date(Date.now() + aheadMs).toUTCString()
        return { ...reply, headers: { ...reply.headers, date } }
      }
      return (outgoing) => {
        outgoing.sendDate = false
        outgoing.writeHead(reply.status, { ...reply.headers })
        outgoing.end(JSON.stringify(reply.body))
      }
    },
  }
}

let last = 0

/** A session of another run. */
function marked(sandbox: Sandbox, createdMs: number): Session {
  last += 1
  return put(sandbox, {
    userIdentifierKey: `seamwatch-0a1b2c3d-${String(last).padStart(8, '0')}`,
    createdAt: new Date(createdMs).toISOString(),
  })
}

for (const hours of [-2, 2]) {
  const where = hours < 0 ? 'behind' : 'ahead'
  test(`with a server two hours ${where}, a session is old once it is old by both clocks`, async ({}, info) => {
    const aheadMs = hours * hourMs
    const sandbox = await startSandbox({ faults: dated(aheadMs) })
    const nowMs = Date.now()
    const young = [0, 1, 59].flatMap((minutes) => [
      marked(sandbox, nowMs - minutes * minuteMs),
      marked(sandbox, nowMs + aheadMs - minutes * minuteMs),
    ])
    const earlierMs = Math.min(nowMs, nowMs + aheadMs)
    const old = marked(sandbox, earlierMs - 61 * minuteMs)
    const swept = await sweep(sandbox, info.outputPath('reports'))
    expect(touched(sandbox, young)).toEqual([])
    expect(touched(sandbox, [old])).toEqual([old])
    expect(swept.notes[0]).toMatch(
      /^\d sessions have markers of runs that may still be running elsewhere: not deleted until 60 min old\.$/,
    )
    await sandbox.stop()
  })

  test(`with a server two hours ${where}, a case deletes what it created`, async () => {
    const aheadMs = hours * hourMs
    let creates = 0
    const keyless = `
  - id: keyless
    call: /client_sessions/create
    body: { expires_at: "\${{ time(+99999s) }}" }
    save: { id: client_session.client_session_id }
    undo: { call: /client_sessions/delete, body: { client_session_id: "\${{ id }}" } }
`
    const { sandbox } = await runSteps(`${made}${keyless}`, {
      faults: {
        handle: (authorized, next) => {
          const { now, ...state } = authorized.state
          const slow = { ...state, now: () => now() + aheadMs }
          return next({ ...authorized, state: slow })
        },
        // The response to the second create is lost.
        reply: (reply, call) => {
          creates += call.path.endsWith('/create') ? 1 : 0
          const isLost = call.path.endsWith('/create') && creates === 2
          const date = new Date(Date.now() + aheadMs).toUTCString()
          return isLost
            ? (outgoing) => void outgoing.destroy()
            : { ...reply, headers: { ...reply.headers, date } }
        },
      },
    })
    expect(sandbox.state.size()).toBe(0)
  })
}

for (const [what, aheadMs] of [
  ['without a Date header', undefined],
  ['with a Date header that is earlier than the sessions', -24 * hourMs],
] as const) {
  test(`${what}, no session of another run is deleted by its age`, async ({}, info) => {
    const sandbox = await startSandbox({ faults: dated(aheadMs) })
    const session = marked(sandbox, Date.now() - 5 * hourMs)
    const swept = await sweep(sandbox, info.outputPath('reports'))
    expect(touched(sandbox, [session])).toEqual([])
    expect(swept.items).toEqual([])
    expect(swept.notes).toEqual([
      '1 session with the marker of another run: not deleted, because the response has no `Date` header that fits, so the age is not known.',
    ])
    await sandbox.stop()
  })
}

/** Cuts a list. */
function cutting(
  cut: (sessions: readonly unknown[], call: number) => JsonObject,
): Fault {
  let calls = 0
  return {
    handle: (authorized, next) => {
      const { page_cursor: cursor, ...parameters } = authorized.parameters
      const reply: Reply = next({ ...authorized, parameters })
      const { body } = reply
      if (!authorized.call.path.endsWith('/list')) return reply
      if (typeof body !== 'object' || !('client_sessions' in body)) return reply
      const all = body.client_sessions as readonly unknown[] // the sandbox's own
      const from = typeof cursor === 'string' ? Number(cursor) : 0
      calls += 1
      return { ...reply, body: { ok: true, ...cut(all.slice(from), calls) } }
    },
  }
}

/** Pages of three sessions. */
const paged: Fault = {
  handle: (authorized, next) => {
    const { page_cursor: cursor, ...parameters } = authorized.parameters
    const from = Number(cursor ?? 0)
    const reply = next({ ...authorized, parameters })
    const { body } = reply
    if (!authorized.call.path.endsWith('/list')) return reply
    if (typeof body !== 'object' || !('client_sessions' in body)) return reply
    const all = body.client_sessions as readonly unknown[] // the sandbox's own
    const has_next_page = all.length > from + 3
    const next_page_cursor = has_next_page ? String(from + 3) : null
    const pagination = { has_next_page, next_page_cursor, next_page_url: null }
    const client_sessions = all.slice(from, from + 3)
    return { ...reply, body: { ok: true, client_sessions, pagination } }
  },
}

test('a sweep follows the pages of a list', async ({}, info) => {
  const sandbox = await startSandbox({ faults: paged })
  const strangers = putStrangers(sandbox)
  const old = Array.from({ length: 7 }, () =>
    marked(sandbox, Date.now() - 5 * hourMs),
  )
  const swept = await sweep(sandbox, info.outputPath('reports'))
  expect(touched(sandbox, old)).toHaveLength(old.length)
  expect(touched(sandbox, strangers)).toEqual([])
  expect(swept).toMatchObject({ notes: [], isComplete: true })
  await sandbox.stop()
})

test('a sweep lists again until a list that is never whole holds nothing', async ({}, info) => {
  const sandbox = await startSandbox({
    faults: cutting((all) => ({ client_sessions: all.slice(0, 2) })),
  })
  const old = Array.from({ length: 7 }, () =>
    marked(sandbox, Date.now() - 5 * hourMs),
  )
  const swept = await sweep(sandbox, info.outputPath('reports'))
  expect(touched(sandbox, old)).toHaveLength(old.length)
  expect(swept.isComplete).toBe(true)
  await sandbox.stop()
})

for (const [what, pagination] of [
  ['always names a next page', 'new'],
  ['repeats its page', { has_next_page: true, next_page_cursor: '0' }],
  ['names no next page', { has_next_page: true, next_page_cursor: null }],
] as const) {
  test(`a sweep says that it did not see everything if a list ${what}`, async ({}, info) => {
    let lists = 0
    const sandbox = await startSandbox({
      faults: cutting((all, call) => {
        lists = call
        return {
          client_sessions: all,
          pagination:
            pagination === 'new'
              ? { has_next_page: true, next_page_cursor: `0.${call}` }
              : pagination,
        }
      }),
    })
    const stranger = put(sandbox, { userIdentifierKey: 'jane_doe' })
    const swept = await sweep(sandbox, info.outputPath('reports'))
    expect(lists).toBeLessThanOrEqual(20)
    expect(swept.isComplete).toBe(false)
    expect(swept.notes).toEqual([
      expect.stringMatching(/^Not every session was looked at: /),
    ])
    expect(touched(sandbox, [stranger])).toEqual([])
    await sandbox.stop()
  })
}

test('a session that no list holds is found by its key', async () => {
  const { sandbox, outcome } = await runSteps(made, {
    faults: {
      ...cutting(() => ({ client_sessions: [] })),
      reply: (reply, { path }) =>
        path.endsWith('/create')
          ? (outgoing) => void outgoing.destroy()
          : reply,
    },
  })
  expect(sandbox.state.size()).toBe(0)
  expect(outcome.cleanup).toMatchObject([{ status: 'undone' }])
})
