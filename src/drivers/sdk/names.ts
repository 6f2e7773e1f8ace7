/** Names: the method of an SDK for an operation, by rule. */
import type { Language } from '../../model/language.ts'

/** `/client_sessions/get_or_create` → `clientSessions`, `getOrCreate` in
 * JavaScript; the same words as the path in other languages; `client-sessions`,
 * `get-or-create` for the CLI. */
export function methodOf(path: string, language: Language): readonly string[] {
  const parts = path.split('/').filter((part) => part !== '')
  switch (language) {
    case 'javascript':
      return parts.map(inCamelCase)
    case 'cli':
      return parts.map((part) => part.replaceAll('_', '-'))
    case 'python':
    case 'ruby':
    case 'php':
      return parts
    default:
      return language satisfies never
  }
}

function inCamelCase(part: string): string {
  return part.replaceAll(/_([a-z0-9])/g, (_, letter: string) =>
    letter.toUpperCase(),
  )
}
