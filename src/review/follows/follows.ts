/** Whether the live API follows the old contract or the new one. */

export type Follows = {
  readonly answer: 'old' | 'new' | 'both' | 'unknown'
  /** Of how many recorded exchanges, and of which run. */
  readonly evidence: string
}
