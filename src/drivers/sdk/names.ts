/** Names: the method of an SDK for an operation, by rule. */

/** `/client_sessions/get_or_create` → `clientSessions`, `getOrCreate` */
export function methodOf(path: string): readonly string[] {
  return path
    .split('/')
    .filter((part) => part !== '')
    .map((part) =>
      part.replaceAll(/_([a-z0-9])/g, (_, letter: string) =>
        letter.toUpperCase(),
      ),
    )
}
