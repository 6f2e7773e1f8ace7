/** The outcome of a case: what it sent and found, without secrets. */
import type {
  Outcome,
  OutcomeRecord,
  Redacted,
  StepOutcome,
} from '../model/outcome.ts'
import type { Plan } from '../model/scenario.ts'
import { redacted } from '../secrets/redact.ts'
import type { Secrets } from '../secrets/redact.ts'
import type { RunContext } from './context.ts'
import { caseStatus } from './status.ts'

export function outcomeOf(
  plan: Plan,
  {
    context,
    secrets,
    steps,
    cleanup,
    startedAtMs,
  }: {
    readonly context: RunContext
    readonly secrets: Secrets
    readonly steps: readonly Redacted<StepOutcome>[]
    readonly cleanup: OutcomeRecord['cleanup']
    readonly startedAtMs: number
  },
): Outcome {
  const record = {
    ...describeCase(plan, context),
    ...caseStatus(steps),
    cleanup,
    minted: secrets.marks(context.runId),
    startedAtMs,
    durationMs: context.clock.now() - startedAtMs,
  }
  // Each step was redacted when it ended.
  return { ...redacted(record, secrets), steps }
}

/** The outcome of a case that sent nothing.
 * @param reason one line. */
export function notJudged(
  plan: Plan,
  {
    context,
    reason,
  }: { readonly context: RunContext; readonly reason: string },
): Outcome {
  const record: OutcomeRecord = {
    ...describeCase(plan, context),
    status: 'not-judged',
    reason,
    steps: [],
    cleanup: [],
    startedAtMs: context.clock.now(),
    durationMs: 0,
  }
  return redacted(record, context.openSecrets())
}

function describeCase(
  { case: { id, title, scenario, row, cell } }: Plan,
  { target, source }: RunContext,
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
    target: target.name,
    driver: source.name,
  }
}
