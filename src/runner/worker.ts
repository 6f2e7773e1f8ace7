/** Worker: tries the cases that share one context, and shows each to people. */
import { tryCase } from '../cases/try-case.ts'
import { openWorker } from '../cases/worker.ts'
import type { Settings } from '../config/settings.ts'
import type { Evidence } from '../drivers/driver.ts'
import type { Outcome } from '../model/outcome.ts'
import type { Case } from '../model/scenario.ts'
import type { Envelope, ShownStep } from '../report/playwright/envelope.ts'
import { toError } from '../report/playwright/message.ts'
import { partsOf } from '../report/playwright/publish.ts'
import { shapesOf } from '../report/shapes.ts'
import { stepTitle } from '../report/terminal/lines.ts'
import type { RunContext } from '../run/context.ts'
import { viewContract } from '../verdict/contract-view.ts'

export type Tried = {
  readonly envelope: Envelope
  /** Undefined where the case passed, or was not judged. */
  readonly error?: Error
}

/** What the cases of a run in this process share. */
export function openHere(
  settings: Settings,
  stopped: AbortSignal,
): Promise<RunContext> {
  const { driver, concurrency: atOnce } = settings
  return openWorker(settings, {
    driver,
    browserKind: 'chromium',
    atOnce,
    stopped,
  })
}

/** Called for each piece of evidence, while the case runs. */
type Attach = (evidence: Evidence) => Promise<void>

export type Worker = {
  readonly tryCase: (item: Case, attach: Attach) => Promise<Tried>
}

export function workerOf(
  context: RunContext,
  settings: Pick<Settings, 'rules'>,
): Worker {
  const contract = viewContract(context.contract)
  const { endpoint } = context.target
  return {
    tryCase: async (item, attach) => {
      const shown: ShownStep[] = []
      const outcome: Outcome = await tryCase(item, {
        context,
        settings,
        show: {
          step: async ({ step: { id, isRefusalExpected } }, run) => {
            const startedAtMs = Date.now()
            const parts = (await run()).flatMap((step) =>
              partsOf(step, { endpoint, contract }),
            )
            const title = stepTitle({ id, isProbe: isRefusalExpected })
            shown.push({ title, parts, startedAtMs, endedAtMs: Date.now() })
          },
          evidence: async (items) => {
            for (const evidence of items) await attach(evidence)
          },
        },
      })
      const shapes = shapesOf(outcome, context)
      const error = toError(outcome, { root: process.cwd(), contract })
      return {
        envelope: { outcome, shown, ...(shapes && { shapes }) },
        ...(error && { error }),
      }
    },
  }
}
