/** The bench: runs the ordinary cases against a sandbox with a fault, in this
 * process, and says what was found. */
import pLimit from 'p-limit'
import { effectOf } from '../model/weight.ts'
import type { Effect, FindingClass, FindingCode } from '../model/catalog.ts'
import { readsOf } from '../contract/reads.ts'
import type { Contract } from '../model/contract.ts'
import { createValidator } from '../contract/validate/validator.ts'
import type { Validator } from '../contract/validate/validator.ts'
import { defaultLimits } from '../transport/transport.ts'
import type { Limits, Transport } from '../transport/transport.ts'
import { createNodeHttpTransport } from '../transport/node-http.ts'
import { targetOf } from '../auth/embedded.ts'
import { fingerprintOf } from '../model/finding.ts'
import { UsageError } from '../model/problem.ts'
import { runCase } from '../run/case.ts'
import type { Fault } from '../sandbox/faults.ts'
import { startSandbox } from '../sandbox/server.ts'
import { planCase } from '../scenario/plan.ts'
import type {
  DriverName,
  Plan,
  PlannedStep,
  Scenario,
} from '../model/scenario.ts'
import { loadSuite } from '../cases/suite.ts'
import { options } from '../config/options.ts'
import type { Target } from '../auth/target.ts'
import { openContext } from '../run/context.ts'
import { createLeapingClock } from './virtual-clock.ts'
import { waits, within, withoutUndo } from './test-selection.ts'
import type { Reach } from './test-selection.ts'

export type Bench = {
  readonly contract: Contract
  /** Keys of its operations that change nothing. */
  readonly reads: ReadonlySet<string>
  /** As they were checked, of whatever driver and tag. */
  readonly scenarios: readonly Scenario[]
  readonly validator: Validator
  /** Of the scenarios. */
  readonly plans: readonly Plan[]
  /** Of the cells of the authentication matrix. */
  readonly cells: readonly Plan[]
}

/** One finding of one step, with what is needed to tell what it proves. */
export type Sighting = {
  readonly code: FindingCode
  readonly class: FindingClass
  readonly effect: Effect
  readonly operation: string
  readonly at: string
  readonly fingerprint: string
  readonly caseId: string
  readonly stepId: string
}

export type Trial = Reach & {
  readonly faults: Fault
  /** Which cases: the scenarios' unless said otherwise. */
  readonly of?: 'scenarios' | 'cells' | 'both'
  /** Whether what a case made is taken away: what then goes wrong proves nothing
   * of most faults, and what is left goes with the sandbox. */
  readonly isUndone?: boolean
  readonly limits?: Partial<Limits>
  readonly open?: (
    target: Target,
    limits: Limits,
  ) => Transport | Promise<Transport>
}

/** Cases of one sandbox that are under way at once, where they work and where
 * they wait for what never comes. */
const casesAtOnce = { working: 4, waiting: 16 }

/** The suite's own scenarios, as the driver would run them.
 * @param tags only scenarios with one of these; all without any.
 * @param scenarios those of another bench, so that none is checked twice. */
export async function openBench({
  driver = 'api',
  tags = [],
  scenarios: checked,
}: {
  readonly driver?: DriverName
  readonly tags?: readonly string[]
  readonly scenarios?: readonly Scenario[]
} = {}): Promise<Bench> {
  const suite = await loadSuite({
    contractFile: options.contract.otherwise,
    scenariosDir: options.scenarios.otherwise,
    tags,
    driver,
    ...(checked && { checked: { scenarios: checked, problems: [] } }),
  })
  const { contract, scenarios, cases, cells, problems } = suite
  if (problems.length > 0) throw new UsageError(problems)
  return {
    contract,
    reads: readsOf(contract),
    scenarios,
    validator: createValidator(contract),
    plans: cases.map((item) => planCase(item, contract)),
    cells: cells.map((item) => planCase(item, contract)),
  }
}

export async function tryOut(
  { contract, reads, validator, plans, cells }: Bench,
  {
    faults,
    of = 'scenarios',
    isUndone = true,
    limits,
    open = ({ endpoint }, given) => createNodeHttpTransport(endpoint, given),
    ...reach
  }: Trial,
): Promise<readonly Sighting[]> {
  const clock = createLeapingClock()
  const sandbox = await startSandbox({ faults, now: clock.now })
  const target = targetOf(sandbox)
  const { own, ...context } = await openContext({
    target,
    contract,
    validator,
    limits: { ...defaultLimits, ...limits },
    runId: 'mutants',
    clock,
    connect: async (_endpoint, given) =>
      clock.dating(await open(target, given)),
  })
  const isHanging = limits?.timeoutMs !== undefined
  const limit = pLimit(casesAtOnce[isHanging ? 'waiting' : 'working'])
  const all = { scenarios: plans, cells, both: [...plans, ...cells] }[of]
  const chosen = within({ plans: all, reads }, faults, reach)
  const cleaning = own && isUndone ? { ...context, own } : context
  try {
    const run = (plan: Plan) =>
      runCase(isUndone ? plan : withoutUndo(plan), { context: cleaning })
    const outcomes = await limit.map(
      chosen.filter((plan) => !waits(plan)),
      run,
    )
    // One after the other: each of them moves the clock that all go by.
    for (const plan of chosen.filter(waits)) outcomes.push(await run(plan))
    return outcomes.flatMap(({ caseId, steps }) =>
      steps.flatMap(({ id: stepId, findings }) =>
        findings.map((finding): Sighting => {
          const { code, operation, at } = finding
          return {
            code,
            class: finding.class,
            effect: effectOf(finding),
            operation,
            at,
            fingerprint: fingerprintOf(finding),
            caseId,
            stepId,
          }
        }),
      ),
    )
  } finally {
    await context.close()
    await sandbox.stop()
  }
}

/** The same bench, with one expectation taken away from every row of a step. */
export function withoutExpectation(
  bench: Bench,
  at: { readonly scenarioId: string; readonly stepId: string },
): Bench {
  const strip = (planned: PlannedStep): PlannedStep => {
    if (planned.step.id !== at.stepId) return planned
    const { expect: _, ...step } = planned.step
    return { ...planned, step }
  }
  const plans = bench.plans
    .filter((plan) => plan.case.scenario.id === at.scenarioId)
    .map((plan) => ({ ...plan, steps: plan.steps.map(strip) }))
  return { ...bench, plans, cells: [] }
}
