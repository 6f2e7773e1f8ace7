/** Settlings: how long things took to have an effect, in words and numbers. */
import type { StepOutcome } from '../../model/outcome.ts'
import { renderDuration } from './duration.ts'
import { plural } from '../../verdict/status.ts'
import type { MeasuredSettling } from '../../model/verdict.ts'
import { visible } from '../../secrets/visible.ts'

/** `the revoked token is refused: 312 ms after "revoke" (3 sendings, 5.0 s
 * allowed)`; none where the step has no budget to take effect. */
export function settlingLines({
  id,
  settling,
}: Pick<StepOutcome, 'id' | 'settling'>): readonly string[] {
  if (!settling) return []
  const { after, isSettled, tookMs, budgetMs, sendings } = settling
  const took = `${isSettled ? '' : 'not within '}${renderDuration(tookMs)}`
  const spent = `${plural(sendings.length + 1, 'sending')}, ${renderDuration(budgetMs)} allowed`
  return [visible(`${id}: ${took} after "${after}" (${spent})`, 300)]
}

/** `settled    6 of 6 waits; the longest took 2.1 s`; none without any. */
export function settlingTotals(
  settlings: readonly MeasuredSettling[],
): readonly string[] {
  if (settlings.length === 0) return []
  const settled = settlings.filter(({ isSettled }) => isSettled).length
  const longest = Math.max(...settlings.map(({ tookMs }) => tookMs))
  return [
    `settled    ${settled} of ${plural(settlings.length, 'wait')}; the longest took ${renderDuration(longest)}`,
  ]
}
