/** The request of a matrix case: the smallest valid one of its operation. */
import type { JsonObject, Operation } from '../../model/contract.ts'
import type { Place } from '../../model/problem.ts'
import type { Credential, Step } from '../../model/scenario.ts'
import type { TestedCell } from './cell.ts'

/** What setup steps and undo call, by POST where the contract has it. */
export const paths = {
  create: '/client_sessions/create',
  delete: '/client_sessions/delete',
  revoke: '/client_sessions/revoke',
} as const

/** The `user_identifier_key` of each session that a cell may create; all are
 * markers, so that a sweep finds them. */
export const keys = {
  session: '${{ run.marker }}',
  other: '${{ marker(2) }}',
  usual: '${{ marker(3) }}',
  made: '${{ marker(4) }}',
} as const

type Made = 'usual' | 'made'

const known = new Set(['client_session_id', 'user_identifier_key'])

/** Whether the matrix can fill in all that the operation requires, and send it. */
export function isCallable({
  parameters,
  unsendable = [],
  hasUnknownParameters,
}: Operation): boolean {
  const isSendable = unsendable.every(
    ({ parameter, isRequired }) =>
      parameter !== undefined && !isRequired && !known.has(parameter),
  )
  return (
    isSendable &&
    !hasUnknownParameters &&
    parameters.every(({ name, isRequired }) => !isRequired || known.has(name))
  )
}

/** Otherwise the operation creates a session. */
export function isAboutSession({ parameters }: Operation): boolean {
  return parameters.some(({ name }) => name === 'client_session_id')
}

/** @returns the call, and how to delete what it may have created.
 * @param about the capture with the id of the session that the call is about
 * @param made names the capture of what the call creates, and its key */
export function requestOf(
  cell: TestedCell,
  {
    place,
    about,
    made,
    credential,
  }: {
    readonly place: Place
    readonly about: string
    readonly made: Made
    readonly credential: Credential
  },
): Pick<Step, 'call' | 'saves' | 'undo'> {
  const { operation } = cell
  const { path, method } = operation
  const body = bodyOf(cell, { about, made })
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
  { operation, column, expectation }: TestedCell,
  { about, made }: { readonly about: string; readonly made: Made },
): JsonObject {
  // A session token says by itself which session it is about.
  const isItsOwn =
    column.credential.kind === 'token' && expectation.kind === 'accepted'
  const hasEnded = ['expired', 'revoked', 'deleted'].includes(column.setup)
  if (isItsOwn || hasEnded) return {}
  if (isAboutSession(operation))
    return { client_session_id: `\${{ ${about} }}` }
  return column.isKeyless ? {} : { user_identifier_key: keys[made] }
}
