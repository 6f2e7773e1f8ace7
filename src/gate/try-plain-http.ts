/** Tries plain HTTP as the control, with all that the releases are tried with. */
import { conditions } from './conditions.ts'
import { nothingTried, together } from './found.ts'
import type { Tried } from './found.ts'
import { looksAt } from './parts.ts'
import { tryControl } from './try-control.ts'
import { onSandbox } from './try-release.ts'
import type { ReleaseOptions } from './try-release.ts'
import { tryScenarios } from './try-scenarios.ts'

export async function tryPlainHttp({
  cases,
  contract,
  contractFile,
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
      ? onSandbox(contractFile, (target) =>
          tryScenarios({ target, contract, runId, cases, operations }),
        )
      : nothingTried,
  ])
  return together(tried)
}
