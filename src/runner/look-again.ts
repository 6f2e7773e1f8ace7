/** Looks again: runs some cases of a run once more, before its verdict. The
 * verdict is of the first look; who asked gets what the second one saw. */
import type { Settings } from '../config/settings.ts'
import type { Outcome } from '../model/outcome.ts'
import { outcomeOf } from '../report/playwright/envelope.ts'
import type { Test } from './tests.ts'
import { takeTurns } from './turns.ts'
import { openHere, workerOf } from './worker.ts'

/** @returns the outcomes of the cases with these ids, each in its own context,
 * within the same limits. */
export type Look = (ids: ReadonlySet<string>) => Promise<readonly Outcome[]>

/** Called after the last case with what the run saw. */
export type AfterCases = (
  outcomes: readonly Outcome[],
  around: { readonly look: Look; readonly stopped: AbortSignal },
) => Promise<void>

export function outcomesOf(tests: readonly Test[]): readonly Outcome[] {
  return tests.flatMap(({ record }) =>
    record.results.flatMap((result) => outcomeOf(result)?.outcome ?? []),
  )
}

export function lookAgain(
  settings: Settings,
  {
    tests,
    stopped,
  }: { readonly tests: readonly Test[]; readonly stopped: AbortSignal },
): Look {
  const { concurrency } = settings
  return async (ids) => {
    const wanted = tests.filter(({ item }) => ids.has(item.id))
    // Its own: after an outage the first one sends nothing more.
    const context = await openHere(settings, stopped)
    try {
      const worker = workerOf(context, settings)
      const inTurn = takeTurns(concurrency)
      const tried = await Promise.all(
        wanted.map(({ item }) =>
          inTurn(item, async () =>
            stopped.aborted ? [] : [await worker.tryCase(item, async () => {})],
          ),
        ),
      )
      return tried.flat().map(({ envelope }) => envelope.outcome)
    } finally {
      await context.close()
    }
  }
}
