/** The backend's secrets: finds one in data that would enter a page, whole or in
 * part, however it is written. */
import { holds } from '../../secrets/holds.ts'

/** @param thing plain data, as it would be sent. */
export function holdsSecret(
  thing: unknown,
  secrets: readonly string[],
): boolean {
  return holds(JSON.stringify(thing), secrets, ['whole', 'part'])
}
