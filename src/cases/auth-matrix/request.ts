/** The request of a cell: the least that its operation can be asked. */
import type { JsonObject, Operation } from '../../model/contract.ts'
import type { Place } from '../../model/problem.ts'
import type { Credential, Step } from '../../model/scenario.ts'
import type { AskingCell } from './cell.ts'

/** What premises and undo call, by POST where the contract has it. */
export const paths = {
  create: '/client_sessions/create',
  delete: '/client_sessions/delete',
  revoke: '/client_sessions/revoke',
} as const

/** The keys of all that a cell may make: markers, each of its own. */
export const keys = {
  session: '${{ run.marker }}',
  other: '${{ marker(2) }}',
  usual: '${{ marker(3) }}',
  made: '${{ marker(4) }}',
} as const

type Made = 'usual' | 'made'

const known = new Set(['client_session_id', 'user_identifier_key'])

/** Whether all that the operation requires can be filled in. */
export function isAskable({ parameters }: Operation): boolean {
  return parameters.every(
    ({ name, isRequired }) => !isRequired || known.has(name),
  )
}

/** Otherwise it makes one. */
export function isAboutSession({ parameters }: Operation): boolean {
  return parameters.some(({ name }) => name === 'client_session_id')
}

/** @returns the call; and how what it may have made is taken away.
 * @param asked the capture that names the session asked for
 * @param made names the capture of what is made, and its key */
export function requestOf(
  cell: AskingCell,
  {
    place,
    asked,
    made,
    credential,
  }: {
    readonly place: Place
    readonly asked: string
    readonly made: Made
    readonly credential: Credential
  },
): Pick<Step, 'call' | 'saves' | 'undo'> {
  const { operation } = cell
  const { path, method } = operation
  const body = bodyOf(cell, { asked, made })
  const call = { path, method, credential, body }
  if (isAboutSession(operation)) return { call, saves: [] }
  const from = 'client_session.client_session_id'
  return {
    call,
    saves: [{ name: made, from, isSecret: false, place }],
    undo: {
      path: paths.delete,
      credential: { kind: 'default' },
      body: { client_session_id: `\${{ ${made} }}` },
    },
  }
}

function bodyOf(
  { operation, column, expectation }: AskingCell,
  { asked, made }: { readonly asked: string; readonly made: Made },
): JsonObject {
  // To its own token a session needs no other name.
  const isItsOwn =
    column.credential.kind === 'token' && expectation.kind === 'accepted'
  const hasEnded = ['expired', 'revoked', 'deleted'].includes(column.behind)
  if (isItsOwn || hasEnded) return {}
  if (isAboutSession(operation))
    return { client_session_id: `\${{ ${asked} }}` }
  return column.isKeyless ? {} : { user_identifier_key: keys[made] }
}
