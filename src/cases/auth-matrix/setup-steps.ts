/** Premises: what must be there before a cell can knock. A door is tried with
 * something behind it, so that an accepted request is told from one that finds
 * nothing. All of it is made with the monitor's own credential. */
import type { JsonObject } from '../../model/contract.ts'
import type { Place } from '../../model/problem.ts'
import type { Call, Save, Step } from '../../model/scenario.ts'
import type { AskingCell } from './cell.ts'
import { keys, isAboutSession, paths, requestOf } from './request.ts'

/** In order; the last of them is what the cell depends on. */
export function premisesOf(cell: AskingCell, place: Place): readonly Step[] {
  const { behind } = cell.column
  const isNeeded = isAboutSession(cell.operation) || isTokenMinted(cell)
  const session = isNeeded
    ? [create('session', { place, isShort: behind === 'expired' })]
    : []
  const other = isNeeded ? [create('other', { place })] : []
  switch (behind) {
    case 'session':
    case 'expired':
      return session
    case 'revoked':
      return [...session, end('revoke', { path: paths.revoke, place })]
    case 'deleted':
      return [...session, end('delete', { path: paths.delete, place })]
    case 'another':
      return [...session, ...other]
    case 'twice':
      return [...session, ...other, asUsual(cell, place)]
    default:
      return behind satisfies never
  }
}

/** What is sent is the token of the session that was made. */
function isTokenMinted({ column: { credential } }: AskingCell): boolean {
  if (credential.kind === 'token') return true
  if (credential.kind !== 'forged') return false
  const { forgery } = credential
  return forgery.form === 'token' && forgery.token.includes('${{')
}

/** Saves `session_id` or `other_id`, and of the session its token. */
function create(
  name: 'session' | 'other',
  {
    place,
    isShort = false,
  }: { readonly place: Place; readonly isShort?: boolean },
): Step {
  const save = (key: string, property: string): Save => ({
    name: key,
    from: `client_session.${property}`,
    isSecret: property === 'token',
    place,
  })
  const id = `${name}_id`
  return {
    ...premise(`make the ${name}`, place),
    call: own(paths.create, {
      user_identifier_key: keys[name],
      ...(isShort && { expires_at: '${{ soon }}' }),
    }),
    saves: [
      save(id, 'client_session_id'),
      ...(name === 'session' ? [save('token', 'token')] : []),
      ...(isShort
        ? ['created_at', 'expires_at'].map((key) => save(key, key))
        : []),
    ],
    undo: own(paths.delete, { client_session_id: `\${{ ${id} }}` }),
  }
}

function end(
  word: 'revoke' | 'delete',
  { path, place }: { readonly path: string; readonly place: Place },
): Step {
  return {
    ...premise(`${word} the session`, place),
    after: 'make the session',
    call: own(path, { client_session_id: '${{ session_id }}' }),
  }
}

/** The same call with the credential as everybody writes it: only where that is
 * accepted can another spelling be judged. */
function asUsual(cell: AskingCell, place: Place): Step {
  const { scheme = '' } = cell.column
  const credential = { kind: 'scheme', scheme } as const
  return {
    ...premise('ask as usual', place),
    ...requestOf(cell, { place, asked: 'other_id', made: 'usual', credential }),
  }
}

function premise(id: string, place: Place) {
  return {
    id,
    place,
    statuses: [200],
    isRefusalExpected: false,
    saves: [],
    isSetup: true,
  } as const
}

function own(path: string, body: JsonObject): Call {
  return { path, credential: { kind: 'default' }, body }
}
