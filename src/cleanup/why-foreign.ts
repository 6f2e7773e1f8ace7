/** Whether a session is the one that the run created. */
import type { Expected } from './entry.ts'
import { isBefore, isWithin } from './server-clock.ts'
import type { Session } from './response.ts'

export const existed = 'it existed before the run sent its request: not deleted'

/** Undefined for a session that the run created. */
export function whyForeign(
  { key, expiresAtMs, createdAtMs }: Session,
  expected: Expected,
): string | undefined {
  const not = ': not deleted'
  const wanted =
    expected.kind === 'key' || expected.kind === 'fresh' ? expected.key : null
  if (key !== wanted) return `its key is not the one that the run sent${not}`
  switch (expected.kind) {
    case 'key':
      return isBefore(createdAtMs, expected.windows) ? existed : undefined
    case 'expiry':
      if (isBefore(createdAtMs, expected.windows)) return existed
      return expiresAtMs === Date.parse(expected.expiresAt)
        ? undefined
        : `it has no key, and its expiry is not the one that the run sent${not}`
    case 'fresh':
      return isWithin(createdAtMs, expected.windows)
        ? undefined
        : `it was not created when the run sent its request${not}`
    case 'none':
      return `the run sent neither key nor expiry, so nothing shows that the run created it${not}`
    default:
      return expected satisfies never
  }
}
