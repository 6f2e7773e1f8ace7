/** Check: the form of one check, and of what it gives back. */
import type { Codes } from '../model/catalog.ts'
import type { Finding } from '../model/finding.ts'
import type { Level } from '../model/level.ts'
import type { Judged } from '../model/outcome.ts'
import type { Judgement, ReplyJudgement } from './judgement.ts'

export type CheckResult = {
  readonly findings: readonly Finding[]
  /** The highest level that later checks may still judge; `nothing` ends the
   * ladder. Without it, later checks are not affected. */
  readonly leaves?: Level
  /** What this check compared with the contract, for the coverage. */
  readonly judged?: Partial<Judged>
}

/** One check: its codes with their texts, and its function. It runs only where
 * earlier checks left the level that it needs. `earlier` holds their findings. */
export type Check =
  | {
      readonly codes: Codes
      readonly needs: 'exchange'
      readonly check: (
        judgement: Judgement,
        earlier: readonly Finding[],
      ) => CheckResult
    }
  | {
      readonly codes: Codes
      readonly needs: Exclude<Level, 'nothing' | 'exchange'>
      readonly check: (
        judgement: ReplyJudgement,
        earlier: readonly Finding[],
      ) => CheckResult
    }

export const nothingFound: CheckResult = { findings: [] }
