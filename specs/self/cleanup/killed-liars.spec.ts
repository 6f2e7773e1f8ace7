/** Runs that are killed, against servers that lie: no session of somebody else is
 * touched, and what is left is reported. */
import { expect, test } from '@playwright/test'
import { ledgerFolder } from '../../../src/cleanup/ledger.ts'
import { readLedgers } from '../../../src/cleanup/read-ledgers.ts'
import type { Fault } from '../../../src/sandbox/faults.ts'
import { renderSession } from '../../../src/sandbox/sessions.ts'
import { startSandbox } from '../../../src/sandbox/server.ts'
import { readVerdict } from '../commands/left.ts'
import { start } from '../commands/seamwatch.ts'
import type { Files } from '../folder.ts'
import {
  caseOf,
  createExecutioner,
  createHolder,
  points,
  scenario,
  scenariosFor,
} from './executioner.ts'
import type { Point } from './executioner.ts'
import { ours, put, putStrangers, touched } from './strangers.ts'

test.describe.configure({ timeout: 600_000 })

const hourMs = 3_600_000

/** Create ignores the key, creates a session all the same, and answers with one
 * of somebody else. */
const answersAnother: Fault = {
  handle: (authorized, next) => {
    const { call, caller, state } = authorized
    if (!/\/(create|get_or_create)$/.test(call.path)) return next(authorized)
    const reply = next(authorized)
    const workspace = state.workspaces.get(caller.workspaceId)
    // One of its own for each case.
    const someone = state.store.all(caller.workspaceId)[caseOf(authorized) ?? 0]
    if (!workspace || !someone) return reply
    const client_session = renderSession(someone, { caller, workspace, state })
    return { ...reply, body: { ok: true, client_session } }
  },
}

/** Each list lacks its second half, and says nothing of it. */
const listsHalf: Fault = {
  reply: (reply, call) => {
    const { client_sessions: all } = Object(reply.body)
    if (!call.path.endsWith('/list') || !Array.isArray(all)) return reply
    const half = all.slice(0, Math.ceil(all.length / 2))
    return { ...reply, body: { ok: true, client_sessions: half } }
  },
}

/** Two hours ahead, in its sessions and its `Date` headers. */
const isAhead: Fault = {
  handle: (authorized, next) => {
    const { now, ...state } = authorized.state
    return next({
      ...authorized,
      state: { ...state, now: () => now() + 2 * hourMs },
    })
  },
  reply: (reply) => {
    const date = new Date(Date.now() + 2 * hourMs).toUTCString()
    return { ...reply, headers: { ...reply.headers, date } }
  },
}

/** Delete says ok, and deletes nothing. */
const deletesNothing: Fault = {
  handle: (authorized, next) =>
    authorized.call.path.endsWith('/delete')
      ? { status: 200, headers: {}, body: { ok: true } }
      : next(authorized),
}

const liars: readonly (readonly [string, Fault])[] = [
  ['whose create answers somebody else’s session', answersAnother],
  ['whose list is never whole', listsHalf],
  ['whose clock is two hours ahead', isAhead],
  ['whose delete deletes nothing', deletesNothing],
]

// The last of all points comes after all deletes: nothing is left there.
const inCase = points.slice(0, 10).filter(({ phase }) => phase === 'case')
const inSweep = points.slice(0, 10).filter(({ phase }) => phase === 'sweep')

for (const [what, fault] of liars) {
  test(`a server ${what}: nothing foreign is touched by killed runs, and nothing is left unreported`, async ({}, info) => {
    const holder = createHolder(fault, inCase)
    const executioner = createExecutioner(holder.faults)
    const sandbox = await startSandbox({ faults: executioner.faults })
    const strangers = [
      put(sandbox, { userIdentifierKey: 'jane_doe' }),
      ...putStrangers(sandbox),
    ]
    const table: string[] = []
    const begin = (scenarios: Files, args: readonly string[]) =>
      start({
        args: ['run', '--timeout', '60000', ...args],
        isGroup: true, // to be killed whole
        sandbox,
        scenarios,
      })
    const run = (point?: Point) => {
      const started = begin({ 'three.yaml': scenario }, ['--concurrency', '1'])
      executioner.aim({
        ...(point && { point }),
        kill: () => started.killGroup('SIGKILL'),
        onFirstCreate: () => {},
      })
      return started.ended
    }
    const many = String(inCase.length)
    const side = begin(scenariosFor(inCase), ['--concurrency', many])
    holder.aim(() => side.killGroup('SIGKILL'))
    const atOnce = await side.ended
    expect(atOnce.signal, atOnce.printed).toBe('SIGKILL')
    expect(touched(sandbox, strangers)).toEqual([])
    table.push(`left ${ours(sandbox, strangers).length}`)
    holder.aim(undefined)
    for (const point of inSweep) {
      const { signal, printed } = await run(point)
      expect(signal, printed).toBe('SIGKILL')
      expect(touched(sandbox, strangers), point.what).toEqual([])
      table.push(`killed ${point.what}`)
    }
    const whole = await run()
    await sandbox.stop()
    expect(touched(sandbox, strangers), whole.printed).toEqual([])
    // It was not killed: a server that lies is found wrong, or cannot be judged.
    expect([0, 1, 3], whole.printed).toContain(whole.exitCode)
    const { swept } = await readVerdict(whole)
    const { reportsDir } = whole
    const reported = new Set(
      swept.items
        .filter(({ status }) => status !== 'removed' && status !== 'gone')
        .map(({ sessionId }) => sessionId),
    )
    const stored = JSON.stringify(
      readLedgers(ledgerFolder(reportsDir)).flatMap((it) => it.open),
    )
    const left = ours(sandbox, strangers)
    const unreported = left.filter(
      ({ id, userIdentifierKey: key, expiresAtMs }) =>
        !reported.has(id) &&
        !stored.includes(id) &&
        // What the ledger knows of a create without a response.
        !stored.includes(
          key ?? new Date(expiresAtMs).toISOString().slice(0, -5),
        ),
    )
    table.push(`left ${left.length}, unreported ${unreported.length}`)
    await info.attach('killed', {
      contentType: 'text/plain',
      body: table.join('\n'),
    })
    expect(unreported, table.join('\n')).toEqual([])
  })
}
