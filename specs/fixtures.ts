/** Fixtures: what the cases of one worker share, loaded in workers alone. */
import { test as base } from '@playwright/test'
import type { TestInfo } from '@playwright/test'
import { secretsIn } from '../src/secrets/audit/environment.ts'
import type { BrowserKind } from '../src/drivers/browser/kinds.ts'
import { currentSettings } from '../src/config/run-id.ts'
import {
  countsFolder,
  openMemory,
  runningTarget,
} from '../src/config/handover.ts'
import type { Outcome } from '../src/model/outcome.ts'
import type { ContractView } from '../src/verdict/contract-view.ts'
import type { publishStep } from '../src/report/playwright/publish.ts'
import type * as run from '../src/run/case.ts'
import type { Settings } from '../src/config/settings.ts'
import type { Tools } from '../src/run/context.ts'

export type Bench = {
  readonly tools: Tools
  readonly run: typeof run
  readonly view: ContractView
  readonly publish: (info: TestInfo, outcome: Outcome) => Promise<void>
  readonly publishStep: typeof publishStep
  readonly toError: (outcome: Outcome) => Error | undefined
  /** Why no case can be judged, one line; absent where they can. */
  readonly lacking?: string
  /** Begins a case on a fresh page, where there are pages. */
  readonly turnPage: () => Promise<void>
  /** A PNG of the page; undefined where there is none. */
  readonly picture: () => Promise<Buffer | undefined>
}

/** Set by a project: the browser of its pages. */
export type BrowserOption = { readonly browserKind: BrowserKind }

type Shared = BrowserOption & { readonly bench: Bench }

export const test = base.extend<object, Shared>({
  browserKind: ['chromium', { option: true, scope: 'worker' }],
  bench: [
    async ({ browserKind }, use) => {
      const { bench, close } = await openBench(browserKind)
      await use(bench)
      await close()
    },
    { scope: 'worker' },
  ],
})

/** Imported here, not above: the main process only lists the tests. */
export async function openBench(
  kind: BrowserKind,
  settings: Settings = currentSettings(),
): Promise<{
  readonly bench: Bench
  readonly close: () => Promise<void>
}> {
  const { createTools } = await import('../src/run/context.ts')
  const { loadContract } = await import('../src/contract/load.ts')
  const { viewContract } = await import('../src/verdict/contract-view.ts')
  const { toError } = await import('../src/report/playwright/message.ts')
  const { publish, publishStep } =
    await import('../src/report/playwright/publish.ts')
  const { shapesOf } = await import('../src/report/shapes.ts')
  const { openCounters } = await import('../src/transport/policy/limits.ts')
  const { openSurface } = await import('../src/drivers/open.ts')
  const { ledgerFolder } = await import('../src/cleanup/ledger.ts')
  const { choice, contractFile, limits, reportsDir, runId } = settings
  const { rules, workers } = settings
  const contract = loadContract(contractFile)
  const target = runningTarget()
  const { keyring } = target
  const surface = await openSurface(settings, { kind, keyring })
  const tools = await createTools({
    target,
    contract,
    limits,
    runId,
    secrets: secretsIn(process.env).map(([, value]) => value),
    open: surface.open,
    memory: openMemory(reportsDir, 'refused'),
    told: openMemory(reportsDir, 'known'),
    // What the suite starts itself ends with the run, and all that is in it.
    ledgerFolder:
      choice.kind === 'remote' ? ledgerFolder(reportsDir) : undefined,
    guards: {
      rules,
      workers,
      counters: openCounters(countsFolder(reportsDir)),
    },
  })
  const view = viewContract(contract)
  const bench: Bench = {
    tools,
    view,
    run: await import('../src/run/case.ts'),
    publish: (info, outcome) =>
      publish(info, outcome, { shapes: shapesOf(outcome, tools) }),
    publishStep,
    ...(surface.lacking !== undefined && { lacking: surface.lacking }),
    turnPage: async () => surface.page()?.turnPage(),
    picture: async () => surface.page()?.picture(),
    toError: (outcome) =>
      toError(outcome, { root: process.cwd(), contract: view }),
  }
  const close = async (): Promise<void> => {
    await tools.driver.close()
    tools.ledger.close()
    await surface.close()
  }
  return { bench, close }
}
