/** A server that behaves well, in its own way: whatever no document says, it does
 * differently from the sandbox. */
import { ApiError } from '../../../src/sandbox/errors.ts'
import type { Authorized, Fault } from '../../../src/sandbox/faults.ts'
import { isObject } from '../../../src/sandbox/mutants/change.ts'
import type { JsonObject, Reply } from '../../../src/sandbox/replies.ts'

const hourMs = 3_600_000

export function friendly(): Fault {
  return {
    // RFC 6750 writes "Bearer", and no published client another.
    authorize: (attempt, next) => {
      const { authorization } = attempt.headers
      if (authorization !== undefined && !authorization.startsWith('Bearer '))
        throw new ApiError('unauthorized', 'No valid credential')
      return next(attempt)
    },
    handle: (given, next) => next({ ...given, parameters: inItsWay(given) }),
    reply: (reply) => withOwnErrors(reply),
  }
}

function inItsWay(given: Authorized): JsonObject {
  const { path } = given.call
  if (path.endsWith('/list')) return withoutBadFilters(given.parameters)
  return path.endsWith('create') ? withExpiry(given) : given.parameters
}

/** A filter that it cannot read filters nothing. */
function withoutBadFilters(parameters: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(parameters).filter(([name, value]) =>
      name === 'without_user_identifier_key'
        ? ['true', 'false'].includes(String(value))
        : typeof value === 'string',
    ),
  )
}

/** Whole seconds, and an hour where nothing is asked for. */
function withExpiry({ parameters, state, caller }: Authorized): JsonObject {
  const { expires_at: asked, user_identifier_key: key } = parameters
  const isKnown =
    typeof key === 'string' &&
    state.store.findByKey(caller.workspaceId, key) !== undefined
  const wantedMs =
    typeof asked === 'string' ? Date.parse(asked) : state.now() + hourMs
  const isLeft = asked !== undefined && typeof asked !== 'string'
  if (isLeft || Number.isNaN(wantedMs) || (asked === undefined && isKnown))
    return parameters
  const wholeMs = Math.floor(wantedMs / 1000) * 1000
  return { ...parameters, expires_at: new Date(wholeMs).toISOString() }
}

function withOwnErrors(reply: Reply): Reply {
  if (!isObject(reply.body) || !isObject(reply.body.error)) return reply
  const error = {
    ...reply.body.error,
    ...(reply.status === 401 && { type: 'unauthorized' }),
    docs_url: 'https://docs.seam.co/latest',
  }
  return {
    ...reply,
    status: reply.status === 404 ? 400 : reply.status,
    body: { ...reply.body, error, api_version: '2026-11-01' },
  }
}
