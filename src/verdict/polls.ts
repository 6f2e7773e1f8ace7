/** Polls: how long steps were repeated until they took effect. */
import type { OutcomeRecord } from '../model/outcome.ts'
import type { MeasuredSettling } from '../model/verdict.ts'

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
