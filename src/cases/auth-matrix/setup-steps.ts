/** Setup steps of a matrix case: they create the session that its request is
 * about, with the monitor's own credential. Without a session, a 404 could pass
 * for a rejection. */
import type { JsonObject } from '../../model/contract.ts'
import type { Place } from '../../model/problem.ts'
import type { Call, Save, Step } from '../../model/scenario.ts'
import type { TestedCell } from './cell.ts'
import { keys, isAboutSession, paths, requestOf } from './request.ts'

/** In order; the cell's own request depends on the last of them. */
export function setupStepsOf(cell: TestedCell, place: Place): readonly Step[] {
  const { setup } = cell.column
  const isNeeded = isAboutSession(cell.operation) || hasSessionToken(cell)
  const session = isNeeded
    ? [create('session', { place, isShort: setup === 'expired' })]
    : []
  const other = isNeeded ? [create('other', { place })] : []
  switch (setup) {
    case 'session':
    case 'expired':
      return session
    case 'revoked':
      return [...session, end('revoke', { path: paths.revoke, place })]
    case 'deleted':
      return [...session, end('delete', { path: paths.delete, place })]
    case 'another':
      return [...session, ...other]
    case 'usual-form':
      return [...session, ...other, usualForm(cell, place)]
    default:
      return setup satisfies never
  }
}

/** Whether the cell sends the token of the session that its setup creates. */
function hasSessionToken({ column: { credential } }: TestedCell): boolean {
  if (credential.kind === 'token') return true
  if (credential.kind !== 'invalid') return false
  const { recipe } = credential
  return recipe.form === 'token' && recipe.token.includes('${{')
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
    ...setupStep(createId(name), place),
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

function createId(name: 'session' | 'other'): string {
  return name === 'session' ? 'create a session' : 'create another session'
}

function end(
  word: 'revoke' | 'delete',
  { path, place }: { readonly path: string; readonly place: Place },
): Step {
  return {
    ...setupStep(`${word} the session`, place),
    after: createId('session'),
    call: own(path, { client_session_id: '${{ session_id }}' }),
  }
}

/** The same call with the credential in its usual form: only where the API
 * accepts that can another spelling be judged. */
function usualForm(cell: TestedCell, place: Place): Step {
  const { scheme = '' } = cell.column
  const credential = { kind: 'scheme', scheme } as const
  return {
    ...setupStep('send the credential in its usual form', place),
    ...requestOf(cell, { place, about: 'other_id', made: 'usual', credential }),
  }
}

function setupStep(id: string, place: Place) {
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
