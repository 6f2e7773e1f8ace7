/** Runs one literal scenario against a sandbox of its own. */
import { randomUUID } from 'node:crypto'
import { test } from '@playwright/test'
import { loadContract } from '../../src/contract/load.ts'
import type { AdoptedAs } from '../../src/model/basis.ts'
import type { Contract } from '../../src/model/contract.ts'
import { defaultLimits } from '../../src/transport/transport.ts'
import { openCounters } from '../../src/transport/policy/limits.ts'
import type { LimitOptions, Rules } from '../../src/transport/policy/limits.ts'
import type { Outcome } from '../../src/model/outcome.ts'
import { renderProblem } from '../../src/model/problem.ts'
import { runCase } from '../../src/run/case.ts'
import type { Fault } from '../../src/sandbox/faults.ts'
import { startSandbox } from '../../src/sandbox/server.ts'
import type { Sandbox } from '../../src/sandbox/server.ts'
import { checkScenarios } from '../../src/scenario/check.ts'
import { parseScenario } from '../../src/scenario/parse/parse.ts'
import { expandCases, planCase } from '../../src/scenario/plan.ts'
import type { Plan } from '../../src/model/scenario.ts'
import { targetOf } from '../../src/auth/embedded.ts'
import type { Target } from '../../src/auth/target.ts'
import { openContext } from '../../src/run/context.ts'

export const contract = loadContract('schemas/client-sessions.json')

/** The steps of a scenario, with a head put before them. */
export function planOf(steps: string, by: Contract = contract): Plan {
  const text = `scenario: a literal scenario\nowner: self\nsteps:\n${steps}`
  const parsed = parseScenario({
    id: 'self/literal',
    file: 'literal.yaml',
    text,
  })
  if (parsed.kind === 'problems') {
    throw new Error(parsed.problems.map(renderProblem).join('\n'))
  }
  const { scenarios, problems } = checkScenarios([parsed.source], by)
  const [scenario] = scenarios
  const [item] = scenario ? expandCases(scenario) : []
  if (!item) throw new Error(problems.map(renderProblem).join('\n'))
  return planCase(item, by)
}

export type Setting = {
  readonly faults?: Fault
  readonly timeoutMs?: number
  /** Changes where and with what the scenario runs. */
  readonly target?: (target: Target) => Target
  /** The limits of the run; none by default. */
  readonly rules?: Partial<Rules>
  /** Who has adopted an assumption; no team, by default. */
  readonly adoptedBy?: AdoptedAs
  /** The target outlives the run: with a ledger, and a proof before the first
   * create. */
  readonly isRemote?: boolean
}

/** Limits of a run of one worker, with its own counters. */
export function guardsOf(rules: Partial<Rules>): LimitOptions {
  const folder = test.info().outputPath('guards', randomUUID())
  return {
    rules: { isReadOnly: false, ...rules },
    counters: openCounters(folder),
    workers: 1,
  }
}

/** The outcome, and the sandbox as the scenario left it (stopped by then). */
export async function runSteps(
  steps: string,
  {
    faults,
    timeoutMs,
    target: change = (it) => it,
    rules,
    adoptedBy,
    isRemote,
  }: Setting = {},
): Promise<{ readonly outcome: Outcome; readonly sandbox: Sandbox }> {
  const plan = planOf(steps)
  const sandbox = await startSandbox({ ...(faults && { faults }) })
  const target = change(targetOf(sandbox))
  const limits = {
    ...defaultLimits,
    pauseMs: 10,
    ...(timeoutMs !== undefined && { timeoutMs }),
  }
  const context = await openContext({
    target,
    contract,
    limits,
    runId: 'self',
    ...(adoptedBy && { adoptedBy }),
    ...(rules && { guards: guardsOf(rules) }),
    ...(isRemote && {
      ledgerFolder: test.info().outputPath('ledger', randomUUID()),
    }),
  })
  try {
    return { outcome: await runCase(plan, { context }), sandbox }
  } finally {
    await context.close()
    await sandbox.stop()
  }
}

/** `breaking-drift body-type-wrong body.ok`, one for each finding. */
export function findingsOf(outcome: Outcome): readonly string[] {
  return outcome.steps
    .flatMap(({ findings }) => findings)
    .map((it) => `${it.class} ${it.code} ${it.at}`)
}
