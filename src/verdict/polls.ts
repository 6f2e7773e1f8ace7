/** Polls: how long steps were repeated until their response was as required. */
import type { OutcomeRecord } from '../model/outcome.ts'
import type { MeasuredPoll } from '../model/verdict.ts'

export function pollsOf(
  outcomes: readonly OutcomeRecord[],
): readonly MeasuredPoll[] {
  return outcomes.flatMap(({ title, steps }) =>
    steps.flatMap(({ id, poll }) => {
      if (!poll) return []
      const { after, isInTime, tookMs, budgetMs, earlierAttempts } = poll
      return [
        {
          case: title,
          step: id,
          after,
          isInTime,
          tookMs,
          budgetMs,
          attempts: earlierAttempts.length + 1,
        },
      ]
    }),
  )
}
