/** What a step of a cause is given, and what it gives back. */
import type { CauseState, JudgedRun, Notice } from '../model/monitor.ts'

export type Flapping = {
  /** So many changes … */
  readonly changes: number
  /** … in so many looks. */
  readonly of: number
  /** It ends after so many looks in a row that do not see it. */
  readonly quiet: number
}

export type Surroundings = {
  readonly run: JudgedRun
  readonly target: string
  readonly flapping: Flapping
  /** Opens quietly what it sees. */
  readonly isBaseline: boolean
}

export type Step = { readonly next: CauseState; readonly notice?: Notice }
