/** Which lines of a ledger are believed. */
import { isMarkerOf } from '../scenario/marker.ts'
import type { LedgerHeader, Line } from './entry.ts'

/** One line, or undefined for a line that may be read on.
 * @param header of the lines before it. */
export function whyNotOf(
  line: Line | undefined,
  header: LedgerHeader | undefined,
): string | undefined {
  if (!line)
    return 'not a line of a cleanup ledger. Delete the session that it names, if any, then delete this file.'
  if (line.kind === 'opened')
    return header && 'a ledger has one first line, and this is another.'
  if (!header) return 'no first line above it says which run wrote the ledger.'
  if (line.kind !== 'intent' || line.mark.kind !== 'key') return undefined
  if (isMarkerOf(header.runId, line.mark.key)) return undefined
  return "its key is not a marker of the ledger's own run, so no session is deleted for it."
}
