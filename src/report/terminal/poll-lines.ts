/** Polls in words and numbers: how long a change took to have an effect. */
import type { StepOutcome } from '../../model/outcome.ts'
import { renderDuration } from './duration.ts'
import { plural } from '../../model/plural.ts'
import type { MeasuredPoll } from '../../model/verdict.ts'
import { visible } from '../../secrets/visible.ts'

/** `the revoked token is rejected: 312 ms after "revoke" (3 attempts, 5.0 s
 * allowed)`; none where the step has no budget to take effect. */
export function pollLines({
  id,
  poll,
}: Pick<StepOutcome, 'id' | 'poll'>): readonly string[] {
  if (!poll) return []
  const { after, isInTime, tookMs, budgetMs, earlierAttempts } = poll
  const took = `${isInTime ? '' : 'not within '}${renderDuration(tookMs)}`
  const spent = `${plural(earlierAttempts.length + 1, 'attempt')}, ${renderDuration(budgetMs)} allowed`
  return [visible(`${id}: ${took} after "${after}" (${spent})`, 300)]
}

/** `polls      6 of 6 in time; the longest took 2.1 s`; none without any. */
export function pollTotals(polls: readonly MeasuredPoll[]): readonly string[] {
  if (polls.length === 0) return []
  const inTime = polls.filter(({ isInTime }) => isInTime).length
  const longest = Math.max(...polls.map(({ tookMs }) => tookMs))
  return [
    `polls      ${inTime} of ${polls.length} in time; the longest took ${renderDuration(longest)}`,
  ]
}
