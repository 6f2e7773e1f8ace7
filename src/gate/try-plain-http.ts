/** Tries plain HTTP as the control, with all that the releases are tried with. */
import { conditions } from './conditions.ts'
import { nothingTried, together } from './found.ts'
import type { Tried } from './found.ts'
import { looksAt } from './parts.ts'
import { tryControl } from './try-control.ts'
import type { ReleaseOptions } from './try-release.ts'
import { tryScenarios } from './try-scenarios.ts'

export async function tryPlainHttp({
  cases,
  contract,
  target,
  runId,
  operations,
  ...choice
}: Omit<ReleaseOptions, 'facts' | 'factsBefore'> & {
  /** What the release called. */
  readonly operations: readonly string[]
}): Promise<Tried> {
  // It waits for as long as the API lets it, which shows nothing.
  const chosen = conditions.filter(({ isSlow }) => !isSlow)
  const tried = await Promise.all([
    looksAt('conditions', choice)
      ? tryControl({ contract, chosen })
      : nothingTried,
    looksAt('wire', choice)
      ? target.use((around) =>
          tryScenarios({ around, contract, runId, cases, operations }),
        )
      : nothingTried,
  ])
  return together(tried)
}
