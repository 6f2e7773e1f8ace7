/** Fixtures: what the cases of one worker share, loaded in workers alone. */
import { test as base } from '@playwright/test'
import type { TestInfo } from '@playwright/test'
import { currentSettings } from '../src/current.ts'
import { takeOver } from '../src/handover.ts'
import type { Outcome } from '../src/outcome.ts'
import type { ContractView } from '../src/report/contract-view.ts'
import type { publishStep } from '../src/report/publish.ts'
import type * as run from '../src/run.ts'
import type { Tools } from '../src/tools.ts'

export type Bench = {
  readonly tools: Tools
  readonly run: typeof run
  readonly view: ContractView
  readonly publish: (info: TestInfo, outcome: Outcome) => Promise<void>
  readonly publishStep: typeof publishStep
  readonly toError: (outcome: Outcome) => Error | undefined
}

export const test = base.extend<object, { readonly bench: Bench }>({
  bench: [
    async ({}, use) => {
      const { bench, close } = await openBench(currentSettings().contractFile)
      await use(bench)
      await close()
    },
    { scope: 'worker' },
  ],
})

/** Imported here, not above: the main process only lists the tests. */
export async function openBench(contractFile: string): Promise<{
  readonly bench: Bench
  readonly close: () => Promise<void>
}> {
  const { createTools } = await import('../src/tools.ts')
  const { loadContract } = await import('../src/contract/load.ts')
  const { viewContract } = await import('../src/report/contract-view.ts')
  const { toError } = await import('../src/report/message.ts')
  const { publish, publishStep } = await import('../src/report/publish.ts')
  const { shapesOf } = await import('../src/report/shapes.ts')
  const { limits, runId } = currentSettings()
  const contract = loadContract(contractFile)
  const tools = await createTools({
    target: takeOver(),
    contract,
    limits,
    runId,
  })
  const view = viewContract(contract)
  const bench: Bench = {
    tools,
    view,
    run: await import('../src/run.ts'),
    publish: (info, outcome) =>
      publish(info, outcome, { shapes: shapesOf(outcome, tools) }),
    publishStep,
    toError: (outcome) =>
      toError(outcome, { root: process.cwd(), contract: view }),
  }
  return { bench, close: () => tools.driver.close() }
}
