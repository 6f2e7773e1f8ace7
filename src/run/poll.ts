/** Poll: repeats a step until an earlier step has taken effect.
 *
 * The API may be eventually consistent. A step with a time budget is repeated
 * while the only finding is that the response is not yet as required. Any
 * other finding ends the poll at once. Only the last response is judged. */
import type { FindingCode } from '../model/catalog.ts'
import type { Exchange } from '../model/exchange.ts'
import type { Attempt, Poll, StepOutcome } from '../model/outcome.ts'
import { isListed, isOfClient } from '../model/weight.ts'
import type { PlannedStep, Step } from '../model/scenario.ts'
import { runStep } from './step.ts'
import type { StepOptions } from './prepare.ts'
import type { StepResult } from './step.ts'

/** Findings that may only mean: not yet as required. */
const pending: ReadonlySet<FindingCode> = new Set([
  'refusal-missing',
  'status-unexpected',
  'expectation-unmet',
])

const firstPauseMs = 50
const longestPauseMs = 500

type Options = StepOptions & {
  /** The steps before this one. */
  readonly earlier: readonly StepOutcome[]
}

/** Runs a step once; or, with a time budget, until the response is as required
 * or the budget is used up. The last request is sent at the end of the
 * budget. */
export async function runPolling(
  planned: PlannedStep,
  { earlier, ...options }: Options,
): Promise<StepResult> {
  const { settlesMs, after } = planned.step
  const cause = earlier.find(({ id }) => id === after)?.exchange
  if (settlesMs === undefined || after === undefined || !cause) {
    return runStep(planned, options)
  }
  const sinceMs = endOf(cause)
  const earlierAttempts: Attempt[] = []
  for (let pauseMs = firstPauseMs; ; pauseMs = next(pauseMs)) {
    const result = await runStep(planned, options)
    const { exchange } = result.outcome
    if (!exchange) return result
    const leftMs = sinceMs + settlesMs - endOf(exchange)
    if (!isPending(result.outcome, planned.step) || leftMs <= 0) {
      const tookMs = Math.round(endOf(exchange) - sinceMs)
      const budgetMs = settlesMs
      return withPoll(result, { after, budgetMs, tookMs, earlierAttempts })
    }
    earlierAttempts.push({
      status: exchange.result.kind === 'reply' ? exchange.result.status : 0,
      sentMs: Math.round(exchange.startedAtMs - sinceMs),
    })
    await options.context.clock.wait(Math.min(pauseMs, leftMs))
  }
}

function withPoll(
  result: StepResult,
  measured: Omit<Poll, 'isInTime'>,
): StepResult {
  const { status, findings } = result.outcome
  const failing = findings.filter((finding) => !isListed(finding))
  const isInTime =
    status === 'passed' || (failing.length > 0 && failing.every(isOfClient))
  const poll = { ...measured, isInTime }
  return { ...result, outcome: { ...result.outcome, poll } }
}

function isPending(
  { findings, exchange }: StepOutcome,
  { statuses }: Step,
): boolean {
  const reply = exchange?.result
  const isNamed = reply?.kind === 'reply' && statuses.includes(reply.status)

  const counted = findings.filter(
    (finding) => !isListed(finding) && !isOfClient(finding),
  )
  return (
    counted.length > 0 &&
    counted.every(
      ({ code }) =>
        pending.has(code) || (isNamed && code === 'status-undocumented'),
    )
  )
}

function endOf({ startedAtMs, durationMs }: Exchange): number {
  return startedAtMs + durationMs
}

function next(pauseMs: number): number {
  return Math.min(2 * pauseMs, longestPauseMs)
}
