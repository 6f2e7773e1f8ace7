/** The whole flow of one case: its steps in order, then undo, then the outcome. */
import { fingerprintOf } from '../model/finding.ts'
import { createMarker } from '../scenario/marker.ts'
import type {
  Outcome,
  OutcomeRecord,
  Redacted,
  Status,
  StepOutcome,
} from '../model/outcome.ts'
import { createSecrets, redacted, redactingErrors } from '../secrets/redact.ts'
import type { Secrets } from '../secrets/redact.ts'
import { createBinding, withCapture } from '../scenario/bind.ts'
import type { Plan, PlannedStep } from '../model/scenario.ts'
import { runPolling } from './poll.ts'
import type { StepResult } from './step.ts'
import type { Tools } from './context.ts'
import type { Conclusion, Failure } from './undo-findings.ts'
import { openUndoing } from './undo.ts'

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
  const startedAtMs = tools.clock.now()
  const secrets = createSecrets(tools.secrets)
  const undoing = openUndoing(tools)
  const steps: Redacted<StepOutcome>[] = []
  const done = new Set<string>()
  let names = createBinding({
    caseStartMs: startedAtMs,
    runId: tools.runId,
    marker: createMarker(tools.runId),
    target: tools.target.resources,
    row: plan.case.row,
    values: plan.case.scenario.values,
  })
  let end: Conclusion
  try {
    for (const planned of plan.steps) {
      await around(planned, async () => {
        const caseId = plan.case.id
        const { id: scenarioId } = plan.case.scenario
        const { tools: watched } = undoing
        const settings = { caseId, scenarioId, names, done, secrets }
        const result = await redactingErrors(secrets, () =>
          runPolling(planned, { ...settings, earlier: steps, tools: watched }),
        )
        if (isGround(result)) done.add(planned.step.id)
        for (const [name, value] of result.captures) {
          names = withCapture(names, { name, value })
        }
        undoing.arrange(planned, { result, names: () => names })
        const outcome = redacted(result.outcome, secrets)
        steps.push(outcome)
        return outcome
      })
    }
  } finally {
    end = await undoing.finish()
  }
  for (const { planned, outcome } of untold(end.failures, tools)) {
    await around(asUndo(planned, outcome), async () => {
      const { result } = outcome.exchange ?? {}
      if (result?.kind === 'reply') secrets.learn(result.body)
      const failure = redacted(outcome, secrets)
      steps.push(failure)
      return failure
    })
  }
  const { cleanup } = end
  return outcomeOf(plan, { tools, secrets, steps, cleanup, startedAtMs })
}

/** An undo that fails for one session fails for all: it is found once in a run,
 * and each session that is left is listed. */
function untold(failures: Conclusion['failures'], { told }: Tools) {
  return failures.filter(({ outcome: { findings } }) => {
    const known = new Set(told?.recall())
    const news = findings.map(fingerprintOf).filter((it) => !known.has(it))
    for (const fact of news) told?.remember(fact)
    return news.length > 0
  })
}

/** Shown where the step stands that made what is left. */
function asUndo(planned: PlannedStep, { id }: Failure['outcome']): PlannedStep {
  return { ...planned, step: { ...planned.step, id } }
}

/** Whether other steps can stand on it: what was answered is what was asked. */
function isGround({ isSuccess, outcome }: StepResult): boolean {
  return (
    isSuccess &&
    !outcome.findings.some(({ code }) => code === 'expectation-unmet')
  )
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
    minted: run.secrets.marks(tools.runId),
    startedAtMs,
    durationMs: tools.clock.now() - startedAtMs,
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
    startedAtMs: tools.clock.now(),
    durationMs: 0,
  }
  return redacted(record, createSecrets(tools.secrets))
}

function describeCase(
  { case: { id, title, scenario, row, cell } }: Plan,
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
    ...(cell && { cell }),
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
  const asking = steps.filter(({ isSetup }) => !isSetup)
  return asking.every(({ status }) => status === 'not-judged')
    ? { status: 'not-judged', reason }
    : { status: 'inconclusive', reason }
}
