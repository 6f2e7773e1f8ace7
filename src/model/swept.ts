/** What a sweep found of earlier runs, or of this one, and did about it. */

export type SweptItem = {
  /** Before the first case, after the last, or at no run at all. */
  readonly when: 'before' | 'after' | 'by hand'
  /** For people: `session ID of run 0a1b2c3d`. */
  readonly what: string
  /** `found`: it is there, and was only looked for. `gone`: it was gone
   * already. `left`: it could not be taken away. `unclear`: nobody can tell. */
  readonly status: 'removed' | 'found' | 'gone' | 'left' | 'unclear'
  readonly sessionId?: string
  /** Why it is left or unclear, one line. */
  readonly reason?: string
}

export type Swept = {
  readonly items: readonly SweptItem[]
  /** What a person should know of what was not touched or not looked at. */
  readonly notes: readonly string[]
  /** False where some place could not be looked at. */
  readonly isComplete: boolean
}

export const nothingSwept: Swept = { items: [], notes: [], isComplete: true }
