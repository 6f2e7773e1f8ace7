/** Worker context: what a worker loads once, and runs cases with against sandboxes
 * with a fault in this process. */
import pLimit from 'p-limit'
import { readsOf } from '../contract/reads.ts'
import { adoptedBySandbox } from '../model/basis.ts'
import type { Contract } from '../model/contract.ts'
import { createValidator } from '../contract/validate/validator.ts'
import type { Validator } from '../contract/validate/validator.ts'
import { defaultLimits } from '../transport/transport.ts'
import type { Limits, Transport } from '../transport/transport.ts'
import { createNodeHttpTransport } from '../transport/node-http.ts'
import { targetOf } from '../auth/embedded.ts'
import { UsageError } from '../model/problem.ts'
import { runCase } from '../run/case.ts'
import type { Fault } from '../sandbox/faults.ts'
import { startSandbox } from '../sandbox/server.ts'
import { planCase } from '../scenario/plan.ts'
import type { DriverName, Plan, Scenario } from '../model/scenario.ts'
import { loadSuite } from '../cases/suite.ts'
import { options } from '../config/options.ts'
import type { Target } from '../auth/target.ts'
import { openContext } from '../run/context.ts'
import { asItIs } from '../secrets/redact.ts'
import { detectionsIn } from './detection.ts'
import type { Detection } from './detection.ts'
import { createVirtualClock } from './virtual-clock.ts'
import { selectCases, waits } from './test-selection.ts'
import type { TestSelection } from './test-selection.ts'

export type WorkerContext = {
  readonly contract: Contract
  /** Keys of its operations that change nothing. */
  readonly reads: ReadonlySet<string>
  /** All that were checked, of every driver and tag. */
  readonly scenarios: readonly Scenario[]
  readonly validator: Validator
  /** The cases of the scenarios. */
  readonly plans: readonly Plan[]
  /** The cases of the authentication matrix. */
  readonly cells: readonly Plan[]
}

type MutationRun = TestSelection & {
  readonly faults: Fault
  /** Which cases; those of the scenarios by default. */
  readonly of?: 'scenarios' | 'cells' | 'both'
  /** Whether a case deletes what it has created. A failure there proves nothing
   * about most faults, and all sessions end with the sandbox. */
  readonly isCleanedUp?: boolean
  readonly limits?: Partial<Limits>
  readonly open?: (
    target: Target,
    limits: Limits,
  ) => Transport | Promise<Transport>
}

/** Cases that run at once against one sandbox: those that work, and those that
 * wait for their time limit. */
const casesAtOnce = { working: 4, waiting: 16 }

/** Plans the suite's own scenarios for a driver.
 * @param tags only scenarios with one of these; all if it is empty.
 * @param scenarios those of another context, so that none is checked twice. */
export async function openWorkerContext({
  driver = 'api',
  tags = [],
  scenarios: checked,
}: {
  readonly driver?: DriverName
  readonly tags?: readonly string[]
  readonly scenarios?: readonly Scenario[]
} = {}): Promise<WorkerContext> {
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

/** Runs the cases that can show the faults. */
export async function runWithFaults(
  { contract, reads, validator, plans, cells }: WorkerContext,
  {
    faults,
    of = 'scenarios',
    isCleanedUp = true,
    limits,
    open = ({ endpoint }, given) => createNodeHttpTransport(endpoint, given),
    ...selection
  }: MutationRun,
): Promise<readonly Detection[]> {
  const clock = createVirtualClock()
  const sandbox = await startSandbox({ faults, now: clock.now })
  const target = targetOf(sandbox)
  const context = await openContext({
    target,
    contract,
    reads,
    validator,
    limits: { ...defaultLimits, ...limits },
    runId: 'mutants',
    adoptedBy: adoptedBySandbox,
    // Only codes and classes leave the thread.
    openSecrets: () => asItIs,
    clock,
    connect: async (_endpoint, given) =>
      clock.withTimestamps(await open(target, given)),
  })
  const isHanging = limits?.timeoutMs !== undefined
  const limit = pLimit(casesAtOnce[isHanging ? 'waiting' : 'working'])
  const all = { scenarios: plans, cells, both: [...plans, ...cells] }[of]
  const chosen = selectCases(all, { faults, selection, reads })
  const shared = { ...context, isDisposable: !isCleanedUp }
  try {
    const run = (plan: Plan) => runCase(plan, { context: shared })
    const outcomes = await limit.map(
      chosen.filter((plan) => !waits(plan)),
      run,
    )
    // One after the other: each of them moves the clock of all.
    for (const plan of chosen.filter(waits)) outcomes.push(await run(plan))
    return outcomes.flatMap(detectionsIn)
  } finally {
    await context.close()
    await sandbox.stop()
  }
}
