/** A fault that accepts sessions after their end. */
import { ApiError, statusOf } from '../errors.ts'
import type { ErrorType } from '../errors.ts'
import type { Attempt } from '../auth.ts'
import type { Fault } from '../faults.ts'
import type { Session } from '../store.ts'

/** Accepts each session so many times more where it would be rejected with one of
 * these types. Counted, not timed, so that the load of the machine changes
 * nothing. */
export function acceptEnded(
  types: readonly ErrorType[],
  times = Number.POSITIVE_INFINITY,
): Fault {
  const known = new Map<string, Session>()
  const left = new Map<string, number>()
  return {
    altersOnly: types.map(statusOf),
    authorize: (attempt, next) => {
      const { store, seed } = attempt.state
      for (const it of store.all(seed.workspaceId)) known.set(it.token, it)
      try {
        return next(attempt)
      } catch (error) {
        const session = known.get(bearerOf(attempt))
        if (!(error instanceof ApiError) || !session) throw error
        const more = left.get(session.token) ?? times
        if (!types.includes(error.type) || more === 0) throw error
        left.set(session.token, more - 1)
        const { workspaceId } = session
        return { kind: 'client_session', workspaceId, session }
      }
    },
  }
}

export function bearerOf({ headers }: Attempt): string {
  return headers.authorization?.replace(/^Bearer /i, '') ?? ''
}
