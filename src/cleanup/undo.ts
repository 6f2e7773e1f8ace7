/** The undo stack: runs the undo calls of a case, the latest first. */
import { isDeepStrictEqual } from 'node:util'
import type { Exchange } from '../model/exchange.ts'
import type { Cleanup } from '../model/outcome.ts'
import type { BoundCall } from '../scenario/bind.ts'
import type { DeleteResult } from './delete.ts'
import { isSuccess } from '../model/exchange.ts'
import { describe, isNotFound } from './response.ts'

type Bound = Extract<BoundCall, { kind: 'bound' }>

/** How to delete what one step created. Its names are resolved when it is
 * sent. */
export type Undo = {
  /** The step that created it. */
  readonly stepId: string
  readonly bind: () => BoundCall
  /** Undefined where the credential is not configured. */
  readonly sender: (call: Bound) => (() => Promise<Exchange>) | undefined
}

/** What one undo did. */
export type UndoResult = {
  readonly stepId: string
  readonly cleanup: Cleanup
  /** Absent where the undo could not be sent. */
  readonly exchange?: Exchange
  /** Of an undo that deletes a session; it says more than `cleanup`. */
  readonly deleted?: DeleteResult
}

/** Looks at a session before it sends the undo that deletes it. */
export type DeleteByUndo = (session: {
  readonly stepId: string
  readonly sessionId: string
  readonly send: () => Promise<Exchange>
}) => Promise<DeleteResult>

export type UndoStack = {
  readonly push: (undo: Undo) => void
  /** Drops an undo: a step of the case has made the same call. */
  readonly drop: (call: Bound) => void
  /** Sends the undos, the latest first. A failed one does not stop the
   * others. */
  readonly run: (deleteByUndo: DeleteByUndo) => Promise<readonly UndoResult[]>
}

export function createUndoStack(): UndoStack {
  const waiting: Undo[] = []
  return {
    push: (undo) => {
      waiting.push(undo)
    },
    drop: (call) => {
      const done = waiting.findIndex((undo) => isSame(undo.bind(), call))
      if (done !== -1) waiting.splice(done, 1)
    },
    run: async (deleteByUndo) => {
      const results: UndoResult[] = []
      for (let undo = waiting.pop(); undo; undo = waiting.pop()) {
        results.push(await perform(undo, deleteByUndo))
      }
      return results
    },
  }
}

/** Every method of one path does the same, so the method is not compared. */
function isSame(undo: BoundCall, call: Bound): boolean {
  return (
    undo.kind === 'bound' &&
    undo.path === call.path &&
    isDeepStrictEqual(undo.parameters, call.parameters)
  )
}

async function perform(
  { stepId, bind, sender }: Undo,
  deleteByUndo: DeleteByUndo,
): Promise<UndoResult> {
  const what = createdBy(stepId)
  const leftBehind = (reason: string): UndoResult => ({
    stepId,
    cleanup: { what, status: 'left-behind', reason },
  })
  const call = bind()
  if (call.kind === 'missing')
    return leftBehind(
      `its response did not hold "${call.name}", so the undo cannot be sent`,
    )
  const send = sender(call)
  if (!send) return leftBehind('the credential of its undo is not configured')
  if (call.path === '/client_sessions/delete') {
    const id = call.parameters.client_session_id
    if (typeof id !== 'string' || Object.keys(call.parameters).length !== 1)
      return leftBehind(
        'its undo does not name just one session by its client_session_id, so it was not sent',
      )
    const deleted = await deleteByUndo({ stepId, sessionId: id, send })
    return { ...leftBehind(deleted.reason ?? ''), deleted }
  }
  // Such as a revoke: its response alone shows whether it worked.
  const exchange = await send()
  const isDone = isSuccess(exchange) || isNotFound(exchange)
  return isDone
    ? { stepId, exchange, cleanup: { what, status: 'undone' } }
    : { ...leftBehind(describe(exchange)), exchange }
}

/** `the session created by step "create"` */
export function createdBy(stepId: string): string {
  return `the session created by step "${stepId}"`
}
