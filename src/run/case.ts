/** Runs one case: its steps in order, then the undo, then the outcome. */
import type { Evidence } from '../drivers/driver.ts'
import { isOnlyAssumed } from '../model/basis.ts'
import { fingerprintOf } from '../model/finding.ts'
import type { Outcome, Redacted, StepOutcome } from '../model/outcome.ts'
import type { Plan, PlannedStep } from '../model/scenario.ts'
import { createBinding, withCapture, withRounded } from '../scenario/bind.ts'
import type { Names } from '../scenario/template.ts'
import { createMarker } from '../scenario/marker.ts'
import { redacted, redactingErrors } from '../secrets/redact.ts'
import type { Secrets } from '../secrets/redact.ts'
import { withAccepted } from './accepted.ts'
import { createCaller, endInTime } from './call.ts'
import type { Caller } from './call.ts'
import type { RunContext } from './context.ts'
import { evidenceOf } from './evidence.ts'
import { outcomeOf } from './outcome.ts'
import { runPolling } from './poll.ts'
import type { StepResult } from './step.ts'
import { openUndo } from './undo.ts'
import type { CaseUndo } from './undo.ts'
import type { Conclusion, Failure } from './undo-findings.ts'

/** Shows a case while it runs. */
export type Show = {
  /** Calls `run` once. It gives the outcomes of the client's additional calls,
   * then the step's own. */
  readonly step: (
    planned: PlannedStep,
    run: () => Promise<readonly StepOutcome[]>,
  ) => Promise<void>
  /** Without secrets. */
  readonly evidence?: (evidence: readonly Evidence[]) => Promise<void>
}

const silent: Show = {
  step: async (_planned, run) => {
    await run()
  },
}

/** What the parts of one case share. */
type Running = {
  readonly context: RunContext
  readonly show: Show
  readonly secrets: Secrets
  readonly caller: Caller
  readonly undo: CaseUndo
  /** Redacted, each as it ended; grows. */
  readonly steps: Redacted<StepOutcome>[]
}

export async function runCase(
  plan: Plan,
  {
    context,
    show = silent,
  }: { readonly context: RunContext; readonly show?: Show },
): Promise<Outcome> {
  const startedAtMs = context.clock.now()
  const secrets = context.openSecrets()
  const undo = openUndo(context)
  const driver = await context.source.open(undo.observe)
  const steps: Redacted<StepOutcome>[] = []
  const caller = createCaller(driver, {
    limitMs: context.callLimitMs,
    isOfTransport: undo.isOfTransport,
  })
  const running = { context, show, secrets, caller, undo, steps }
  let end: Conclusion
  try {
    try {
      await runSteps(plan, { ...running, startedAtMs })
    } finally {
      end = await undo.finish()
    }
    await addFailures(end.failures, running)
    const { cleanup } = end
    const facts = { context, secrets, steps, cleanup, startedAtMs }
    const outcome = outcomeOf(plan, facts)
    const { status } = outcome
    const limitMs = context.callLimitMs
    const evidence = await evidenceOf(driver, { status, limitMs, secrets })
    await show.evidence?.(evidence)
    return outcome
  } finally {
    await endInTime(driver.close(), context.callLimitMs)
  }
}

async function runSteps(
  plan: Plan,
  {
    context,
    show,
    secrets,
    caller,
    undo,
    steps,
    startedAtMs,
  }: Running & { readonly startedAtMs: number },
): Promise<void> {
  const { id: caseId, scenario } = plan.case
  const done = new Set<string>()
  let names = namesOf(plan, { context, startedAtMs })
  for (const planned of plan.steps) {
    await show.step(planned, async () => {
      const state = { caseId, scenarioId: scenario.id, names, done }
      const at = { state, context, caller, secrets, earlier: steps }
      const result = await redactingErrors(secrets, () =>
        runPolling(planned, at),
      )
      if (isAsExpected(result)) done.add(planned.step.id)
      names = result.captures.reduce(
        (all, [name, value]) => withCapture(all, { name, value }),
        withRounded(names, result.rounded),
      )
      undo.plan(planned, { result, names: () => names })
      const outcomes = [...result.others, result.outcome].map((outcome) =>
        withAccepted(redacted(outcome, secrets), context.accepted),
      )
      steps.push(...outcomes)
      return outcomes
    })
  }
}

/** Sessions that could not be deleted are findings at the step that created
 * them. */
async function addFailures(
  failures: readonly Failure[],
  { context, show, secrets, steps }: Running,
): Promise<void> {
  for (const { planned, outcome } of newFailures(failures, context)) {
    await show.step(atUndo(planned, outcome), async () => {
      const { result } = outcome.exchange ?? {}
      if (result?.kind === 'reply') secrets.learn(result.body, result.headers)
      const failure = withAccepted(redacted(outcome, secrets), context.accepted)
      steps.push(failure)
      return [failure]
    })
  }
}

function namesOf(
  plan: Plan,
  {
    context: { runId, target },
    startedAtMs,
  }: { readonly context: RunContext; readonly startedAtMs: number },
): Names {
  return createBinding({
    caseStartMs: startedAtMs,
    runId,
    marker: createMarker(runId),
    target: target.resources,
    row: plan.case.row,
    values: plan.case.scenario.values,
  })
}

/** Whether later steps can rely on this one. */
function isAsExpected({ isSuccess, outcome }: StepResult): boolean {
  return (
    isSuccess &&
    !outcome.findings.some(
      (finding) =>
        finding.code === 'expectation-unmet' && !isOnlyAssumed(finding),
    )
  )
}

/** If the delete fails for one session, it fails for all. So the run reports it
 * once, and lists each session that is left. */
function newFailures(
  failures: readonly Failure[],
  { known }: RunContext,
): readonly Failure[] {
  return failures.filter(({ outcome: { findings } }) => {
    const facts = new Set(known?.recall())
    const news = findings.map(fingerprintOf).filter((it) => !facts.has(it))
    for (const fact of news) known?.remember(fact)
    return news.length > 0
  })
}

/** The failure is shown at the step that created the session. */
function atUndo(planned: PlannedStep, { id }: StepOutcome): PlannedStep {
  return { ...planned, step: { ...planned.step, id } }
}
