import { expect, test } from '@playwright/test'
import { ledgerFolder } from '../../../src/cleanup/ledger.ts'
import { readLedgers } from '../../../src/cleanup/read-ledgers.ts'
import { startSandbox } from '../../../src/sandbox/server.ts'
import type { Fault } from '../../../src/sandbox/faults.ts'
import type { Session } from '../../../src/sandbox/store.ts'
import type { Left } from '../commands/left.ts'
import { start } from '../commands/seamwatch.ts'
import { made } from '../run/steps.ts'
import { ours, putStrangers, putTwin, touched } from './strangers.ts'

test.describe.configure({ timeout: 180_000 })

/** A session by its marker, one by another, one without a key. */
const scenario = `scenario: three sessions are made
owner: self
values:
  soon: \${{ time(+4271s) }}
steps:
${made}
  - id: get
    call: /client_sessions/get
    body: { client_session_id: "\${{ session_id }}" }
  - id: get or create
    call: /client_sessions/get_or_create
    body: { user_identifier_key: "\${{ marker(2) }}" }
    save: { second: client_session.client_session_id }
    undo: { call: /client_sessions/delete, body: { client_session_id: "\${{ second }}" } }
  - id: create without a key
    call: /client_sessions/create
    body: { expires_at: "\${{ soon }}" }
    save: { third: client_session.client_session_id }
    undo: { call: /client_sessions/delete, body: { client_session_id: "\${{ third }}" } }
`

/** When a run is killed: at the n-th request of a path, during its sweep or its
 * case, before or after the API processes the request. */
type Point = {
  readonly what: string
  readonly phase: 'sweep' | 'case'
  readonly path: string
  readonly nth: number
  readonly moment: 'before' | 'after'
  /** Sessions that it leaves. */
  readonly leaves: number
}

function at(
  what: string,
  [phase, path, nth, moment]: readonly [
    Point['phase'],
    string,
    number,
    Point['moment'],
  ],
  leaves: number,
): Point {
  return { what, phase, path, nth, moment, leaves }
}

// A run that is killed during its sweep comes after one that has left sessions, and
// before one that reaches its first create.
const points: readonly Point[] = [
  at('before the first create', ['case', 'create', 1, 'before'], 0),
  at('after it, before its reply', ['case', 'create', 1, 'after'], 1),
  at('during a get', ['case', 'get', 1, 'before'], 1),
  at(
    'after get_or_create, before its reply',
    ['case', 'get_or_create', 1, 'after'],
    2,
  ),
  at('while it sweeps, at a list', ['sweep', 'list', 1, 'before'], 2),
  at(
    'after a create without key, before its reply',
    ['case', 'create', 2, 'after'],
    3,
  ),
  at('while it sweeps, after a delete', ['sweep', 'delete', 1, 'after'], 2),
  at('at the first undo, before it', ['case', 'delete', 1, 'before'], 3),
  at('at the second undo, after it', ['case', 'delete', 2, 'after'], 1),
  at('while it looks before an undo', ['case', 'get', 2, 'before'], 3),
  at('while the last undo is verified', ['case', 'get', 7, 'before'], 0),
]

const nothing = (): void => {}

/** Watches one run after the other, and kills each at its request. */
function createExecutioner() {
  let point: Point | undefined
  let kill = nothing
  let onFirstCreate = nothing
  let phase: Point['phase'] = 'sweep'
  let seen = new Map<string, number>()
  const faults: Fault = {
    handle: (admitted, next) => {
      const path = admitted.call.path.replace('/client_sessions/', '')
      if (path === 'create' && phase === 'sweep') {
        phase = 'case'
        seen = new Map()
        onFirstCreate()
      }
      const nth = (seen.get(path) ?? 0) + 1
      seen.set(path, nth)
      const isIt =
        point?.path === path && point.nth === nth && point.phase === phase
      if (!isIt) return next(admitted)
      if (point?.moment === 'after') next(admitted)
      kill()
      return { status: 500, headers: {}, body: {} }
    },
  }
  return {
    faults,
    aim: (next: {
      readonly point?: Point
      readonly kill: () => void
      readonly onFirstCreate: () => void
    }): void => {
      point = next.point
      kill = next.kill
      onFirstCreate = next.onFirstCreate
      phase = 'sweep'
      seen = new Map()
    },
  }
}

test('the next run deletes everything that a killed run left, whenever it was killed', async ({}, info) => {
  const executioner = createExecutioner()
  const sandbox = await startSandbox({ faults: executioner.faults })
  const strangers: Session[] = [...putStrangers(sandbox)]

  /** @returns the sessions that it left, and those that existed at its first
   * create. */
  const run = async (
    point?: Point,
  ): Promise<Left & { readonly atFirstCreate: number | undefined }> => {
    let atFirstCreate: number | undefined
    const started = start({
      program: ['--import', 'tsx', 'specs/self/cleanup/one-run.ts'],
      isGroup: true, // to be killed whole
      sandbox,
      scenarios: { 'three.yaml': scenario },
    })
    executioner.aim({
      ...(point && { point }),
      kill: () => started.killGroup('SIGKILL'),
      onFirstCreate: () => {
        atFirstCreate = ours(sandbox, strangers).length
      },
    })
    return { ...(await started.ended), atFirstCreate }
  }

  const table: string[] = []
  for (const [index, point] of points.entries()) {
    const { signal, printed, atFirstCreate } = await run(point)
    expect(signal, `${point.what}\n${printed}`).toBe('SIGKILL')
    // At its first create a run must find no session of an earlier run.
    const isSweeping = point.phase === 'sweep'
    expect(atFirstCreate, point.what).toBe(isSweeping ? undefined : 0)
    const left = ours(sandbox, strangers)
    expect(left.length, point.what).toBe(point.leaves)
    expect(touched(sandbox, strangers), point.what).toEqual([])
    strangers.push(...left.map((session) => putTwin(sandbox, session)))
    table.push(
      `${index + 1}. killed ${point.what}: left ${left.length}; found by its own first create ${atFirstCreate ?? 'none, it got no further'}`,
    )
  }
  const { exitCode, printed, atFirstCreate, reportsDir } = await run()
  await sandbox.stop()
  table.push(
    `then a whole run: found ${atFirstCreate}, left ${ours(sandbox, strangers).length}, strangers touched ${touched(sandbox, strangers).length} of ${strangers.length}`,
  )
  await info.attach('killed', {
    contentType: 'text/plain',
    body: table.join('\n'),
  })
  expect(exitCode, printed).toBe(0)
  expect(atFirstCreate).toBe(0)
  expect(ours(sandbox, strangers)).toEqual([])
  expect(touched(sandbox, strangers)).toEqual([])
  const open = readLedgers(ledgerFolder(reportsDir)).flatMap((it) => it.open)
  expect(open.flatMap(({ sessionIds }) => sessionIds)).toEqual([])
})
