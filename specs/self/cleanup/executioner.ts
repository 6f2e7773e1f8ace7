/** Kills runs at chosen requests: the scenario, the points, and the sandbox's
 * fault that kills. */
import type { Authorized, Fault } from '../../../src/sandbox/faults.ts'
import type { Call } from '../../../src/sandbox/calls.ts'
import type { Reply } from '../../../src/sandbox/replies.ts'

/** A session by its marker, one by another, one without a key. */
export const scenario = threeSessions('three sessions are made', 4271)

/** @param lifeS how long its sessions live: no other case has the same. */
function threeSessions(title: string, lifeS: number): string {
  return `scenario: ${title}
owner: self
values:
  soon: \${{ time(+${lifeS}s) }}
steps:
  - id: create
    call: /client_sessions/create
    body: { user_identifier_key: "\${{ run.marker }}", expires_at: "\${{ soon }}" }
    save: { session_id: client_session.client_session_id }
    undo: { call: /client_sessions/delete, body: { client_session_id: "\${{ session_id }}" } }
  - id: get
    call: /client_sessions/get
    body: { client_session_id: "\${{ session_id }}" }
  - id: get or create
    call: /client_sessions/get_or_create
    body: { user_identifier_key: "\${{ marker(2) }}", expires_at: "\${{ soon }}" }
    save: { second: client_session.client_session_id }
    undo: { call: /client_sessions/delete, body: { client_session_id: "\${{ second }}" } }
  - id: create without a key
    call: /client_sessions/create
    body: { expires_at: "\${{ soon }}" }
    save: { third: client_session.client_session_id }
    undo: { call: /client_sessions/delete, body: { client_session_id: "\${{ third }}" } }
`
}

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

const lifeS = 4000
const stepS = 1000

/** A case for each point, each with sessions that live for another time. */
export function scenariosFor(all: readonly Point[]): Record<string, string> {
  return Object.fromEntries(
    all.map((_, index) => [
      `${index}.yaml`,
      threeSessions(`three sessions of ${index}`, lifeS + index * stepS),
    ]),
  )
}

/** The number of the case that sent it, while it is not known by a session. */
export function caseOf({ parameters }: Authorized): number | undefined {
  const { expires_at: expiresAt } = parameters
  if (typeof expiresAt !== 'string') return undefined
  const livesS = (Date.parse(expiresAt) - Date.now()) / 1000
  return Math.round((livesS - lifeS) / stepS)
}

/** Runs a case for each point side by side, and leaves the request at its point
 * without a response. Kills the run once each is at its point.
 * @param fault what the sandbox does besides. */
export function createHolder(fault: Fault, all: readonly Point[]) {
  const { handle = (it, next) => next(it), reply = (it) => it } = fault
  const cases = new Map<unknown, number>()
  const seen = new Map<string, number>()
  const atPoint = new Set<number>()
  const held = new Set<Call>()
  let kill: (() => void) | undefined
  const faults: Fault = {
    ...fault,
    handle: (authorized, next) => {
      const { call, parameters } = authorized
      const { client_session_id: id } = parameters
      const index = caseOf(authorized) ?? cases.get(id)
      if (!kill || index === undefined) return handle(authorized, next)
      const path = call.path.replace('/client_sessions/', '')
      const nth = (seen.get(`${index} ${path}`) ?? 0) + 1
      seen.set(`${index} ${path}`, nth)
      const point = all[index]
      const isIt = point?.path === path && point.nth === nth
      const note = (done: Reply): Reply => {
        const { client_session: session } = Object(done.body)
        cases.set(session?.client_session_id, index)
        return done
      }
      const done =
        isIt && point.moment === 'before'
          ? { status: 500, headers: {}, body: {} }
          : // Both what the API does, and what it says.
            note(handle(authorized, (it) => note(next(it))))
      if (!isIt) return done
      held.add(call)
      atPoint.add(index)
      if (atPoint.size === all.length) kill()
      return done
    },
    reply: (done, call) => (held.has(call) ? () => {} : reply(done, call)),
  }
  return {
    faults,
    /** Undefined: nothing is held any more. */
    aim: (next: (() => void) | undefined): void => {
      kill = next
    },
  }
}
