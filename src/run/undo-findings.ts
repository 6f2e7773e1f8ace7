/** The cleanup findings of a case: which of its sessions were not deleted. */
import type { OwnCalls } from '../auth/own-call.ts'
import { checkCleanup, checkForeign } from '../checks/cleanup.ts'
import type { FailedCleanup } from '../checks/cleanup.ts'
import type { Finding } from '../model/finding.ts'
import { isOutage } from '../cleanup/response.ts'
import type { DeleteResult } from '../cleanup/delete.ts'
import { createdBy } from '../cleanup/undo.ts'
import type { UndoResult } from '../cleanup/undo.ts'
import type { OperationKey } from '../model/contract.ts'
import { isRejected } from '../model/exchange.ts'
import type { Exchange } from '../model/exchange.ts'
import type { Cleanup, StepOutcome } from '../model/outcome.ts'
import { redactHeaders } from '../secrets/headers.ts'
import { statusOf } from './status.ts'
import type { PlannedStep } from '../model/scenario.ts'

/** What cleanup did with a session, and the step that created it. */
export type StepDelete = DeleteResult & { readonly stepId: string }

/** A session that may still exist, reported as a step of its own. */
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
  readonly undone: readonly UndoResult[]
  readonly deletes: readonly StepDelete[]
  /** The steps of the case, by their ids. */
  readonly steps: ReadonlyMap<string, PlannedStep>
  readonly own: OwnCalls | undefined
}

type Report = {
  readonly stepId: string
  readonly cleanup: Cleanup
  readonly failed?: Pick<FailedCleanup, 'status' | 'isReadAgain'>
  readonly exchange?: Exchange
  /** It is not what the step created. */
  readonly isForeign?: boolean
}

/** If cleanup checked the session after its undo, that check counts; otherwise
 * the response to the undo does. */
export function conclude({ undone, deletes, steps, own }: Facts): Conclusion {
  const checked = new Set(deletes.map(({ stepId }) => stepId))
  const reports = [
    ...undone.filter(({ stepId }) => !checked.has(stepId)).map(fromUndo),
    ...deletes.filter(({ status }) => status !== 'gone').map(fromDelete),
  ]
  return {
    cleanup: reports.map(({ cleanup }) => cleanup),
    failures: reports.flatMap((it) => {
      const planned = steps.get(it.stepId)
      if (!planned) return []
      return it.isForeign
        ? [toForeign(it, { planned, own })]
        : toFailure(it, { planned, own })
    }),
  }
}

function fromUndo({ stepId, cleanup, exchange }: UndoResult): Report {
  if (cleanup.status === 'undone' || !exchange) return { stepId, cleanup }
  const status = isOutage(exchange) ? 'unclear' : 'failed'
  return { stepId, cleanup, failed: { status, isReadAgain: false }, exchange }
}

function fromDelete({
  stepId,
  status,
  reason,
  sessionId,
  exchange,
}: StepDelete): Report {
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
    ...(status === 'foreign' && { isForeign: true }),
    ...(exchange && {
      exchange,
      failed: {
        status: failureOf({ status, exchange }),
        isReadAgain: true,
      },
    }),
  }
}

/** A rejected credential shows nothing about the delete. */
function failureOf({
  status,
  exchange,
}: {
  readonly status: DeleteResult['status']
  readonly exchange: Exchange
}): FailedCleanup['status'] {
  if (status === 'left') return 'failed'
  return isRejected(exchange) ? 'refused' : 'unclear'
}

/** All sessions share one fingerprint: the delete operation is at fault. */
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
  const head = headOf({ stepId, operation, finding }, { planned, own })
  const placeholders = own?.authentication().placeholders ?? []
  const shown = redactHeaders(exchange, placeholders)
  return [{ planned, outcome: { ...head, exchange: shown } }]
}

/** Without the exchange: the session may hold what its owner keeps private. */
function toForeign(
  { stepId, cleanup: { reason = '' } }: Report,
  {
    planned,
    own,
  }: { readonly planned: PlannedStep; readonly own: OwnCalls | undefined },
): Failure {
  const { operation } = planned
  const finding = checkForeign({ operation, reason })
  const facts = { stepId, operation: operation.key, finding }
  return { planned, outcome: headOf(facts, { planned, own }) }
}

function headOf(
  {
    stepId,
    operation,
    finding,
  }: {
    readonly stepId: string
    readonly operation: OperationKey
    readonly finding: Finding
  },
  {
    planned,
    own,
  }: { readonly planned: PlannedStep; readonly own: OwnCalls | undefined },
): StepOutcome {
  return {
    id: `undo: ${stepId}`,
    place: planned.step.place,
    operation,
    credential: own?.authentication().scheme ?? 'none',
    status: statusOf([finding]),
    findings: [finding],
  }
}
