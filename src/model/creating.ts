/** Which requests create a session. */

/** With every method that may write. */
const creatingPaths: ReadonlySet<string> = new Set([
  '/client_sessions/create',
  '/client_sessions/get_or_create',
])

/** A CORS preflight and a read create nothing (RFC 9110 §9.2.1). */
const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])

/** @param path as it is sent: a server may decode it. */
export function isCreating({
  method,
  path,
}: {
  readonly method: string
  readonly path: string
}): boolean {
  return !safeMethods.has(method) && creatingPaths.has(decoded(path))
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path // no server can decode it either
  }
}
