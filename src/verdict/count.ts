/** Counts what a run did and judged. */
import type { OutcomeRecord } from '../model/outcome.ts'
import type { Counts } from '../model/verdict.ts'

/** @param notRun cases without an outcome; they count as not judged. */
export function countOutcomes(
  outcomes: readonly OutcomeRecord[],
  notRun: number,
): Counts {
  const cases = (status: OutcomeRecord['status']) =>
    outcomes.filter((outcome) => outcome.status === status).length
  const exchanged = outcomes
    .flatMap(({ steps }) => steps)
    .filter(({ exchange }) => exchange !== undefined)
  const judged = exchanged.flatMap((step) => (step.judged ? [step.judged] : []))
  const bodies = (body: (typeof judged)[number]['body']) =>
    judged.filter((one) => one.body === body).length
  return {
    cases: {
      total: outcomes.length + notRun,
      passed: cases('passed'),
      failed: cases('failed'),
      inconclusive: cases('inconclusive'),
      notJudged: cases('not-judged') + notRun,
    },
    exchanges: exchanged.length,
    fromPages: exchanged.filter(({ exchange }) => exchange?.page).length,
    statusesJudged: judged.filter((one) => one.isStatusJudged).length,
    contentTypesJudged: judged.filter((one) => one.isContentTypeJudged).length,
    bodiesJudged: bodies('judged'),
    bodiesWithoutSchema: bodies('no-schema'),
    bodiesNotJudged: exchanged.length - bodies('judged') - bodies('no-schema'),
  }
}
