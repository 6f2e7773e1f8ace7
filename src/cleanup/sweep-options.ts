/** What a sweep is given. */
import type { SweptItem } from '../model/swept.ts'
import type { StoredLedger } from './read-ledgers.ts'
import type { Sessions } from './sessions.ts'

export type Sweep = {
  readonly sessions: Sessions
  readonly ledgers: readonly StoredLedger[]
  readonly endpoint: string
  /** Tags of the credentials that the sweep may use. */
  readonly credentials: readonly string[]
  /** The tag of the credential that it uses now. */
  readonly credential: () => string
  readonly when: SweptItem['when']
  /** The run that sweeps; absent for a sweep by hand. */
  readonly runId?: string
  /** A session of a run on another machine is deleted only once it is so
   * old. */
  readonly olderThanMs: number
  readonly nowMs: number
  /** Deletes nothing. */
  readonly isDry?: boolean
  /** Whether one more session can be deleted within the sweep's budget. */
  readonly hasRoom?: () => boolean
}

/** What one sweep leaves for the next one. */
export function skippedNote(skipped: number): readonly string[] {
  if (skipped === 0) return []
  const what = skipped === 1 ? '1 more session' : `${skipped} more sessions`
  return [
    `The sweep has sent as many requests as it may: ${what} of earlier runs may be left, for the next sweep to delete.`,
  ]
}
