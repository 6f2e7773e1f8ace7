/** One test for each scenario and matrix row: send, judge, report. */
import { join } from 'node:path'
import { currentSettings } from '../src/current.ts'
import { readsOf } from '../src/contract/reads.ts'
import { everyMs } from '../src/guards/guard.ts'
import { reasonNotToRun } from '../src/needs.ts'
import { renderPlace, renderProblem } from '../src/problem.ts'
import {
  annotationsFor,
  problemAnnotations,
} from '../src/report/annotations.ts'
import { planCase } from '../src/scenario/plan.ts'
import type { PlannedStep } from '../src/scenario/types.ts'
import { loadSuite } from '../src/suite.ts'
import { nameOf } from '../src/target.ts'
import { test } from './fixtures.ts'

const settings = currentSettings()
const { contract, cases, problems } = await loadSuite(settings)
const { isReadOnly } = settings.rules
const reads = readsOf(contract)
const at = { target: nameOf(settings.choice), driver: settings.driver }

// Playwright's cost of a test in parallel grows with their number in a file.
const manyCases = 500
test.describe.configure({
  mode: cases.length <= manyCases ? 'parallel' : 'default',
})

for (const problem of problems) {
  const where = problem.place ? `${renderPlace(problem.place)} ` : ''
  test(`scenario problem: ${where}${problem.fact}`, problemAnnotations, () => {
    throw new Error(renderProblem(problem))
  })
}

for (const item of cases) {
  const plan = planCase(item, contract)
  test(item.title, annotationsFor(item, at), async ({ bench }, info) => {
    const { tools, publish, publishStep, run, view } = bench
    info.setTimeout(timeoutMs(plan.steps))
    const { target } = tools
    const reason =
      bench.lacking ?? reasonNotToRun(plan, { target, isReadOnly, reads })
    if (reason !== undefined) {
      await publish(info, run.notJudged(plan, { tools, reason }))
      test.skip(true, reason)
    }
    await bench.turnPage()
    const outcome = await run.runCase(plan, {
      tools,
      around: async ({ step }, body) => {
        const { file, line, column } = step.place
        const location = { file: join(process.cwd(), file), line, column }
        await test.step(
          step.id,
          async () => {
            await publishStep(info, await body(), {
              endpoint: tools.target.endpoint,
              contract: view,
            })
          },
          { location },
        )
      },
    })
    await publish(info, outcome)
    const error = bench.toError(outcome)
    const picture = error && (await bench.picture())
    if (picture) {
      await info.attach('the page', { body: picture, contentType: 'image/png' })
    }
    if (error) throw error
    if (outcome.status === 'not-judged') test.skip(true, outcome.reason)
  })
}

/** Every request is bounded by itself; this only ends what hangs elsewhere. A
 * step may have an undo, and each of them a second try. */
function timeoutMs(steps: readonly PlannedStep[]): number {
  const { limits, rules, workers } = settings
  const { requestsPerSecond } = rules
  const paceMs =
    requestsPerSecond === undefined ? 0 : everyMs(requestsPerSecond, workers)
  const requestMs = limits.timeoutMs + limits.maxWaitMs + limits.pauseMs
  const settlingMs = steps.reduce(
    (sum, { step }) => sum + (step.settlesMs ?? 0),
    0,
  )
  return 30_000 + settlingMs + 4 * steps.length * (requestMs + paceMs)
}
