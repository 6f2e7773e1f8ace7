/** What a sweep found of earlier runs, or of this one, and what it did. */

export type SweptItem = {
  /** Before the first case, after the last, or by `seamwatch sweep`. */
  readonly when: 'before' | 'after' | 'by hand'
  /** For people: `session ID of run 0a1b2c3d`. */
  readonly what: string
  /** `found`: it is there (a dry run). `gone`: it was gone already. `left`: it
   * could not be deleted. `unclear`: the sweep could not find out. */
  readonly status: 'removed' | 'found' | 'gone' | 'left' | 'unclear'
  readonly sessionId?: string
  /** Why it is left or unclear, one line. */
  readonly reason?: string
  /** What the API did wrong, where a sweep after the run shows it: it said that
   * the session was deleted; it does not say clearly whether it is; it created
   * the session unasked. */
  readonly fault?: 'undeleted' | 'unclear' | 'unasked'
}

export type Swept = {
  readonly items: readonly SweptItem[]
  /** For people: what the sweep did not touch or could not check. */
  readonly notes: readonly string[]
  /** False where some place could not be checked. */
  readonly isComplete: boolean
}

export const nothingSwept: Swept = { items: [], notes: [], isComplete: true }
