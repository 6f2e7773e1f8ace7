/** Settlings: how long things took to have an effect, in words and numbers. */
import type { OutcomeRecord, StepOutcome } from '../outcome.ts'
import { renderDuration } from './duration.ts'
import { plural } from './status.ts'
import type { MeasuredSettling } from './types.ts'
import { visible } from './visible.ts'

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

export function settlingsOf(
  outcomes: readonly OutcomeRecord[],
): readonly MeasuredSettling[] {
  return outcomes.flatMap(({ title, steps }) =>
    steps.flatMap(({ id, settling }) => {
      if (!settling) return []
      const { after, isSettled, tookMs, budgetMs, sendings } = settling
      return [
        {
          case: title,
          step: id,
          after,
          isSettled,
          tookMs,
          budgetMs,
          sendings: sendings.length + 1,
        },
      ]
    }),
  )
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
