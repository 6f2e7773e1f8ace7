/** Runs the cases: in this process, or by Playwright's runner where a page is
 * opened. The first signal stops them after the cleanup, the second at once. */
import { setMaxListeners } from 'node:events'
import { join, resolve } from 'node:path'
import type { Suite } from '../cases/suite.ts'
import { handoverIn, handOver } from '../config/handover.ts'
import type { Handover } from '../config/handover.ts'
import { quieten } from '../config/quiet.ts'
import type { Given } from '../config/read-option.ts'
import type { Settings } from '../config/settings.ts'
import type { Concluded } from '../report/playwright/conclude.ts'
import type { AfterCases } from '../runner/look-again.ts'
import { environmentOf } from './environment.ts'
import { playwright } from './playwright.ts'
import { stopOnSignal } from './stop-on-signal.ts'

/** After `killed` there is no verdict. */
export type End = 'ended' | 'stopped' | 'killed'

/** What a monitor adds to a run. */
export type Watching = {
  readonly runId: string
  /** Called once all input was checked, before anything is sent. */
  readonly starting?: () => Promise<void>
  readonly afterCases?: AfterCases
  readonly concluded?: (concluded: Concluded) => void
}

/** Pages need Playwright's runner. */
export async function withRunner(
  names: readonly string[],
  {
    settings: { choice, reportsDir, sdk },
    given,
    handover,
  }: {
    readonly settings: Settings
    readonly given: Given
    readonly handover: Handover
  },
): Promise<End> {
  const { env } = quieten(environmentOf(given), choice)
  const cache =
    env.SEAMWATCH_CODE_CACHE || resolve(reportsDir, 'handover', 'code')
  const variables = {
    ...env,
    ...(sdk && { SEAMWATCH_SDK: sdk }),
    // Playwright's own would be below the temporary folder of all users.
    PLAYWRIGHT_TRANSFORM_CACHE_DIR: join(cache, 'playwright'),
    ...handoverIn(handover),
  }
  const isKilled = await playwright(names, variables, { first })
  return isKilled ? 'killed' : 'ended'
}

const first = 'deleting created sessions'

export async function withoutRunner(
  settings: Settings,
  {
    suite,
    handover,
    watching,
  }: {
    readonly suite: Suite
    readonly handover: Handover
    readonly watching?: Watching | undefined
  },
): Promise<End> {
  const { runHere } = await import('../runner/run-here.ts')
  handOver(handover)
  const stopping = new AbortController()
  // Every request that is under way listens to it.
  setMaxListeners(0, stopping.signal)
  const killing = new AbortController()
  const release = stopOnSignal({
    first,
    stop: () => stopping.abort(),
    kill: () => killing.abort(),
  })
  const killed = new Promise<undefined>((end) => {
    killing.signal.addEventListener('abort', () => end(undefined))
  })
  try {
    const run = runHere(settings, {
      suite,
      stopped: stopping.signal,
      afterCases: watching?.afterCases,
    })
    const judged = await Promise.race([run, killed])
    if (judged) watching?.concluded?.(judged)
  } finally {
    release()
  }
  if (killing.signal.aborted) return 'killed'
  return stopping.signal.aborted ? 'stopped' : 'ended'
}
