/** What a request says of the session that it creates or deletes. */
import { isCreating } from '../model/creating.ts'
import type { Request } from '../model/exchange.ts'
import { objectOr } from '../model/json.ts'
import { isMarkerOf } from '../scenario/marker.ts'
import { isInstant } from './entry.ts'
import type { CleanupKey, Entry } from './entry.ts'

/** Undefined for a request that creates nothing. A request with a key that is no
 * marker may return an existing session: the time of its creation shows it. */
export function cleanupKeyOf(
  request: Request,
  runId: string,
): CleanupKey | undefined {
  if (!isCreating(request)) return undefined
  const { user_identifier_key: key, expires_at: expiresAt } =
    parametersOf(request)
  if (isMarkerOf(runId, key)) return { kind: 'key', key }
  if (key !== undefined && key !== null) return { kind: 'none' }
  return typeof expiresAt === 'string' && isInstant(expiresAt)
    ? { kind: 'expiry', expiresAt }
    : { kind: 'none' }
}

/** What the request says of its session, and no ledger does. */
export function factsOf(
  request: Request,
): Pick<Entry, 'ownKey' | 'expiresAtMs'> {
  const { user_identifier_key: key, expires_at: expiresAt } =
    parametersOf(request)
  const expiresAtMs = Date.parse(String(expiresAt))
  return {
    ...(typeof key === 'string' && { ownKey: key }),
    ...(Number.isFinite(expiresAtMs) && { expiresAtMs }),
  }
}

export function isDelete({ path }: Request): boolean {
  return path.endsWith('/delete')
}

export function parametersOf({
  query,
  body,
}: Request): Readonly<Record<string, unknown>> {
  const inQuery = Object.fromEntries(query)
  try {
    return { ...inQuery, ...objectOr(JSON.parse(body ?? '{}')) }
  } catch {
    return inQuery // a body that is not JSON has no key
  }
}
