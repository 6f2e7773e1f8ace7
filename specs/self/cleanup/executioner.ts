/** Kills runs at chosen requests: the scenario, the points, and the sandbox's
 * fault that kills. */
import type { Fault } from '../../../src/sandbox/faults.ts'
import { made } from '../run/steps.ts'

/** A session by its marker, one by another, one without a key. */
export const scenario = `scenario: three sessions are made
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
export type Point = {
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
export const points: readonly Point[] = [
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
/** @param fault what the sandbox does besides. */
export function createExecutioner(fault: Fault = {}) {
  let point: Point | undefined
  let kill = nothing
  let onFirstCreate = nothing
  let phase: Point['phase'] = 'sweep'
  let seen = new Map<string, number>()
  const { handle = (admitted, next) => next(admitted) } = fault
  const faults: Fault = {
    ...fault,
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
      if (!isIt) return handle(admitted, next)
      if (point?.moment === 'after') handle(admitted, next)
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
