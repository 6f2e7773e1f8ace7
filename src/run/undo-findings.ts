/** Concluding: what is said at the end of a case of all that it made. */
import type { Own } from '../auth/own-call.ts'
import { checkCleanup } from '../checks/cleanup.ts'
import type { FailedCleanup } from '../checks/cleanup.ts'
import { isOutage } from '../cleanup/sessions.ts'
import type { Settled } from '../cleanup/delete.ts'
import type { Undone } from '../cleanup/undo.ts'
import type { Exchange } from '../model/exchange.ts'
import type { Cleanup, StepOutcome } from '../model/outcome.ts'
import { redactHeaders } from '../secrets/headers.ts'
import type { PlannedStep } from '../model/scenario.ts'
import { statusOf } from './assess.ts'

/** What became of a session, and the step that made it. */
export type Held = Settled & { readonly stepId: string }

/** An undo that did not do its work, as a step of its own. */
export type Failure = {
  /** The step that made what is left. */
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
  readonly own: Own | undefined
}

type Told = {
  readonly stepId: string
  readonly cleanup: Cleanup
  readonly failed?: Pick<FailedCleanup, 'status' | 'isReadAgain'>
  readonly exchange?: Exchange
}

/** A session that was looked for after its undo is told by what was seen; all
 * else by what the undo answered. */
export function conclude({ undone, held, steps, own }: Facts): Conclusion {
  const seen = new Set(held.map(({ stepId }) => stepId))
  const told = [
    ...undone.filter(({ stepId }) => !seen.has(stepId)).map(byReply),
    ...held.filter(({ status }) => status !== 'gone').map(bySight),
  ]
  return {
    cleanup: told.map(({ cleanup }) => cleanup),
    failures: told.flatMap((it) => {
      const planned = steps.get(it.stepId)
      return planned ? toFailure(it, { planned, own }) : []
    }),
  }
}

function byReply({ stepId, cleanup, exchange }: Undone): Told {
  if (cleanup.status === 'undone' || !exchange) return { stepId, cleanup }
  const status = isOutage(exchange) ? 'unclear' : 'failed'
  return { stepId, cleanup, failed: { status, isReadAgain: false }, exchange }
}

function bySight({ stepId, status, reason, sessionId, exchange }: Held): Told {
  const what = `what step "${stepId}" made`
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

/** One for all sessions: the fault is the delete's, not theirs. */
function toFailure(
  { stepId, cleanup, failed, exchange }: Told,
  {
    planned,
    own,
  }: { readonly planned: PlannedStep; readonly own: Own | undefined },
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
