/** Whether a session is the one that the run created. */
import type { Expected } from './entry.ts'
import { isBefore, isWithin } from './server-clock.ts'
import type { Session } from './response.ts'

const existed =
  'it existed more than 2 s before the run sent its request: not deleted'
const another =
  'it was not created within 2 s of the request of the run: not deleted'

/** Undefined for a session that the run created. Only a marker, which no other
 * run sends, makes up for a time that is not known. */
export function whyForeign(
  session: Session,
  expected: Expected,
): string | undefined {
  const { key, expiresAtMs } = session
  const not = ': not deleted'
  const wanted =
    expected.kind === 'key' || expected.kind === 'fresh' ? expected.key : null
  if (key !== wanted) return `its key is not the one that the run sent${not}`
  const { window } = expected
  if (isBefore(session, window)) return existed
  switch (expected.kind) {
    case 'key':
      return undefined
    case 'expiry':
      if (expiresAtMs !== Date.parse(expected.expiresAt))
        return `it has no key, and its expiry is not the one that the run sent${not}`
      return window && isWithin(session, window) ? undefined : another
    case 'fresh':
      return isWithin(session, expected.window) ? undefined : another
    case 'none':
      return `the run sent neither key nor expiry, so nothing shows that the run created it${not}`
    default:
      return expected satisfies never
  }
}
