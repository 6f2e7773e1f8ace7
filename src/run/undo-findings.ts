/** What a case reports at its end about the sessions that it created. */
import type { OwnCalls } from '../auth/own-call.ts'
import { checkCleanup } from '../checks/cleanup.ts'
import type { FailedCleanup } from '../checks/cleanup.ts'
import { isOutage } from '../cleanup/sessions.ts'
import type { Deleted } from '../cleanup/delete.ts'
import { createdBy } from '../cleanup/undo.ts'
import type { Undone } from '../cleanup/undo.ts'
import type { Exchange } from '../model/exchange.ts'
import type { Cleanup, StepOutcome } from '../model/outcome.ts'
import { redactHeaders } from '../secrets/headers.ts'
import { statusOf } from './status.ts'
import type { PlannedStep } from '../model/scenario.ts'

/** What became of a session, and the step that created it. */
export type Held = Deleted & { readonly stepId: string }

/** A session that is left, as a step of its own. */
export type Failure = {
  /** The step that created it. */
  readonly planned: PlannedStep
  readonly outcome: StepOutcome
}

export type Conclusion = {
  readonly cleanup: readonly Cleanup[]
  readonly failures: readonly Failure[]
}

type Facts = {
  readonly undone: readonly Undone[]
  readonly held: readonly Held[]
  /** The steps of the case, by their ids. */
  readonly steps: ReadonlyMap<string, PlannedStep>
  readonly own: OwnCalls | undefined
}

type Report = {
  readonly stepId: string
  readonly cleanup: Cleanup
  readonly failed?: Pick<FailedCleanup, 'status' | 'isReadAgain'>
  readonly exchange?: Exchange
}

/** A session that was looked for after its undo is reported as it was seen;
 * everything else by the response to its undo. */
export function conclude({ undone, held, steps, own }: Facts): Conclusion {
  const seen = new Set(held.map(({ stepId }) => stepId))
  const reports = [
    ...undone.filter(({ stepId }) => !seen.has(stepId)).map(byReply),
    ...held.filter(({ status }) => status !== 'gone').map(bySight),
  ]
  return {
    cleanup: reports.map(({ cleanup }) => cleanup),
    failures: reports.flatMap((it) => {
      const planned = steps.get(it.stepId)
      return planned ? toFailure(it, { planned, own }) : []
    }),
  }
}

function byReply({ stepId, cleanup, exchange }: Undone): Report {
  if (cleanup.status === 'undone' || !exchange) return { stepId, cleanup }
  const status = isOutage(exchange) ? 'unclear' : 'failed'
  return { stepId, cleanup, failed: { status, isReadAgain: false }, exchange }
}

function bySight({
  stepId,
  status,
  reason,
  sessionId,
  exchange,
}: Held): Report {
  const what = createdBy(stepId)
  if (status === 'removed')
    return { stepId, cleanup: { what, status: 'undone' } }
  return {
    stepId,
    cleanup: {
      what,
      status: 'left-behind',
      ...(reason !== undefined && { reason }),
      ...(sessionId !== undefined && { sessionId }),
    },
    ...(exchange && {
      exchange,
      failed: {
        status: status === 'left' ? 'failed' : 'unclear',
        isReadAgain: true,
      },
    }),
  }
}

/** The same fingerprint for all sessions: the fault is the delete's. */
function toFailure(
  { stepId, cleanup, failed, exchange }: Report,
  {
    planned,
    own,
  }: { readonly planned: PlannedStep; readonly own: OwnCalls | undefined },
): readonly Failure[] {
  if (!failed || !exchange) return []
  const { method, path } = exchange.request
  const operation = `${method} /${path.slice(1)}` as const
  const { reason } = cleanup
  const finding = checkCleanup({
    operation: { key: operation },
    ...failed,
    ...(reason !== undefined && { reason }),
  })
  const { authentication } = own ?? {}
  return [
    {
      planned,
      outcome: {
        id: `undo: ${stepId}`,
        place: planned.step.place,
        operation,
        credential: authentication?.scheme ?? 'none',
        status: statusOf([finding]),
        findings: [finding],
        exchange: redactHeaders(exchange, authentication?.placeholders ?? []),
      },
    },
  ]
}
