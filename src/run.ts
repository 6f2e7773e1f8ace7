/** The whole flow of one case: its steps in order, then undo, then the outcome. */
import { randomUUID } from 'node:crypto'
import { createUndoStack } from './cleanup/undo.ts'
import type { UndoStack } from './cleanup/undo.ts'
import type {
  Outcome,
  OutcomeRecord,
  Redacted,
  Status,
  StepOutcome,
} from './outcome.ts'
import { createSecrets, redacted } from './redact.ts'
import type { Secrets } from './redact.ts'
import { bindCall, createBinding, withCapture } from './scenario/bind.ts'
import type { Names } from './scenario/template.ts'
import type { Plan, PlannedStep } from './scenario/types.ts'
import { authenticationOf, sendCall } from './send.ts'
import { runSettling } from './settle.ts'
import type { StepResult } from './step.ts'
import type { Tools } from './tools.ts'

/** Shows a step while it runs; calls `body` once and gives back what it gave. */
export type Around = (
  planned: PlannedStep,
  body: () => Promise<StepOutcome>,
) => Promise<void>

const unseen: Around = async (_planned, body) => {
  await body()
}

export async function runCase(
  plan: Plan,
  {
    tools,
    around = unseen,
  }: { readonly tools: Tools; readonly around?: Around },
): Promise<Outcome> {
  const startedAtMs = Date.now()
  const secrets = createSecrets(tools.secrets)
  const undos = createUndoStack()
  const steps: Redacted<StepOutcome>[] = []
  const done = new Set<string>()
  let names = createBinding({
    caseStartMs: startedAtMs,
    runId: tools.runId,
    marker: markerOf(tools.runId),
    target: tools.target.resources,
    row: plan.case.row,
    values: plan.case.scenario.values,
  })
  let cleanup: OutcomeRecord['cleanup']
  try {
    for (const planned of plan.steps) {
      await around(planned, async () => {
        const result = await runSettling(planned, {
          earlier: steps,
          scenarioId: plan.case.scenario.id,
          names,
          done,
          tools,
          secrets,
        })
        if (isGround(result)) done.add(planned.step.id)
        for (const [name, value] of result.captures) {
          names = withCapture(names, { name, value })
        }
        arrangeUndo(planned, { result, undos, tools, names: () => names })
        const outcome = redacted(result.outcome, secrets)
        steps.push(outcome)
        return outcome
      })
    }
  } finally {
    cleanup = await undos.unwind()
  }
  return outcomeOf(plan, { tools, secrets, steps, cleanup, startedAtMs })
}

/** Whether other steps can stand on it: what was answered is what was asked. */
function isGround({ isSuccess, outcome }: StepResult): boolean {
  return (
    isSuccess &&
    !outcome.findings.some(({ code }) => code === 'expectation-unmet')
  )
}

/** Tells what this run made from all else; no two cases share one. */
export function markerOf(runId: string): string {
  return `seamwatch-${runId}-${randomUUID().slice(0, 8)}`
}

/** A step that did what an undo would do makes that undo needless. */
function arrangeUndo(
  { step, undo }: PlannedStep,
  {
    result,
    undos,
    tools,
    names,
  }: {
    readonly result: StepResult
    readonly undos: UndoStack
    readonly tools: Tools
    readonly names: () => Names
  },
): void {
  if (result.call && result.isSuccess) undos.discharge(result.call)
  if (!undo || !result.mayHaveMade) return
  undos.push({
    stepId: step.id,
    bind: () => bindCall(undo, names()),
    send: (call) => {
      const authentication = authenticationOf(call, tools)
      if (!authentication) throw new Error('an undo without its credential')
      return sendCall(call, {
        operation: undo.operation,
        authentication,
        tools: { ...tools, driver: tools.undoDriver },
      })
    },
  })
}

function outcomeOf(
  plan: Plan,
  run: {
    readonly tools: Tools
    readonly secrets: Secrets
    readonly steps: readonly Redacted<StepOutcome>[]
    readonly cleanup: OutcomeRecord['cleanup']
    readonly startedAtMs: number
  },
): Outcome {
  const { tools, steps, cleanup, startedAtMs } = run
  const record = {
    ...describeCase(plan, tools),
    ...caseStatus(steps),
    cleanup,
    startedAtMs,
    durationMs: Date.now() - startedAtMs,
  }
  // The steps are redacted already, each as it ended.
  return { ...redacted(record, run.secrets), steps }
}

/** The outcome of a case that was not even tried, and why. */
export function notJudged(
  plan: Plan,
  { tools, reason }: { readonly tools: Tools; readonly reason: string },
): Outcome {
  const record: OutcomeRecord = {
    ...describeCase(plan, tools),
    status: 'not-judged',
    reason,
    steps: [],
    cleanup: [],
    startedAtMs: Date.now(),
    durationMs: 0,
  }
  return redacted(record, createSecrets(tools.secrets))
}

function describeCase(
  { case: { id, title, scenario, row } }: Plan,
  tools: Tools,
) {
  return {
    caseId: id,
    title,
    scenarioId: scenario.id,
    scenarioTitle: scenario.title,
    place: scenario.place,
    owner: scenario.owner,
    severity: scenario.severity,
    tags: scenario.tags,
    row,
    target: tools.target.name,
    driver: tools.driver.name,
  }
}

/** The worst of its steps; a step that was not judged keeps a case from passing. */
export function caseStatus(steps: readonly StepOutcome[]): {
  readonly status: Status
  readonly reason?: string
} {
  const has = (status: Status) => steps.some((step) => step.status === status)
  if (has('failed')) return { status: 'failed' }
  if (has('inconclusive')) return { status: 'inconclusive' }
  const skipped = steps.find(({ status }) => status === 'not-judged')
  if (!skipped) return { status: 'passed' }
  const reason = skipped.reason ?? 'a step was not judged'
  return steps.every(({ status }) => status === 'not-judged')
    ? { status: 'not-judged', reason }
    : { status: 'inconclusive', reason }
}
