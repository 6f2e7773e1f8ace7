/** Sessions of other programs, with keys that are similar to markers. */
import { randomUUID } from 'node:crypto'
import type { Sandbox } from '../../../src/sandbox/server.ts'
import type { Session } from '../../../src/sandbox/store.ts'

/** Keys that other programs might use, and no run does. */
const lookalikes: readonly (string | null)[] = [
  null,
  'seamwatch',
  'seamwatch-',
  'seamwatch-x',
  'seamwatch-0a1b2c3d',
  'Seamwatch-0a1b2c3d-00112233',
  'seamwatch-0A1B2C3D-00112233',
  'my-seamwatch-0a1b2c3d-00112233',
  'seamwatch-0a1b2c3d-00112233-keep',
  'seamwatch-0a1b2c3d-00112233-2',
  'seamwatch-0a1b2c3d-00112233 ',
  'seamwatch-0a1b2c3d-00112233\n',
  'seamwatch_0a1b2c3d_00112233',
  'seamwatch-0a1b2c3d-0011223',
  'seamwatch-0a1b2c3d-001122334',
  'seamwatch-0g1b2c3d-00112233',
]

const hoursMs = 3_600_000

/** Puts a session into the sandbox that is as old as the caller says. */
export function put(
  { state, seed }: Pick<Sandbox, 'state' | 'seed'>,
  given: Partial<Session> = {},
): Session {
  const session: Session = {
    id: randomUUID(),
    workspaceId: seed.workspaceId,
    token: `seam_cst1_${randomUUID()}`,
    createdAt: new Date(Date.now() - 5 * hoursMs).toISOString(),
    expiresAtMs: Date.now() + 50 * hoursMs,
    userIdentifierKey: null,
    customerKey: undefined,
    connectedAccountIds: [],
    connectWebviewIds: [],
    userIdentityIds: [],
    isRevoked: false,
    ...given,
  }
  state.put(session)
  return session
}

/** Old enough to be swept: only their keys protect them. */
export function putStrangers(sandbox: Sandbox): readonly Session[] {
  return lookalikes.map((userIdentifierKey) =>
    put(sandbox, { userIdentifierKey }),
  )
}

/** The same session, in another workspace. */
export function putTwin(sandbox: Sandbox, session: Session): Session {
  return put(sandbox, {
    ...session,
    id: randomUUID(),
    token: `seam_cst1_${randomUUID()}`,
    workspaceId: sandbox.seed.foreignWorkspaceId,
  })
}

/** The sessions that were changed or deleted. */
export function touched(
  { state }: Sandbox,
  strangers: readonly Session[],
): readonly Session[] {
  return strangers.filter((it) => state.findById(it.workspaceId, it.id) !== it)
}

/** All other sessions of the sandbox. */
export function ours(
  { state, seed }: Sandbox,
  strangers: readonly Session[],
): readonly Session[] {
  return state
    .all(seed.workspaceId)
    .filter((session) => !strangers.includes(session))
}
