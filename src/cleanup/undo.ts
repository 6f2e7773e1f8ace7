/** The undo stack: runs the undo calls of a case, the latest first. */
import { isDeepStrictEqual } from 'node:util'
import type { Exchange } from '../model/exchange.ts'
import type { Cleanup } from '../model/outcome.ts'
import type { BoundCall } from '../scenario/bind.ts'
import { describe, isNotFound, isSuccess } from './sessions.ts'

type Bound = Extract<BoundCall, { kind: 'bound' }>

/** How to delete what one step created. Its names are resolved when it is
 * sent. */
export type Undo = {
  /** The step that created it. */
  readonly stepId: string
  readonly bind: () => BoundCall
  /** Gives undefined where the credential is not configured. */
  readonly send: (call: Bound) => Promise<Exchange | undefined>
}

/** What one undo did. */
export type UndoResult = {
  readonly stepId: string
  readonly cleanup: Cleanup
  /** The session to delete; absent for an undo that deletes no session. */
  readonly sessionId?: string
  /** Absent where the undo could not be sent. */
  readonly exchange?: Exchange
}

export type UndoStack = {
  readonly push: (undo: Undo) => void
  /** Drops an undo: a step of the case has made the same call. */
  readonly drop: (call: Bound) => void
  /** Sends the undos, the latest first. A failed one does not stop the
   * others. */
  readonly run: () => Promise<readonly UndoResult[]>
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
    run: async () => {
      const results: UndoResult[] = []
      for (let undo = waiting.pop(); undo; undo = waiting.pop()) {
        results.push(await perform(undo))
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

async function perform({ stepId, bind, send }: Undo): Promise<UndoResult> {
  const what = createdBy(stepId)
  const call = bind()
  if (call.kind === 'missing') {
    const reason = `its response did not hold "${call.name}", so the undo cannot be sent`
    return { stepId, cleanup: { what, status: 'left-behind', reason } }
  }
  const sessionId = sessionOf(call)
  const exchange = await send(call)
  if (!exchange) {
    const reason = 'the credential of its undo is not configured'
    return { stepId, cleanup: { what, status: 'left-behind', reason } }
  }
  const isDone = isSuccess(exchange) || isNotFound(exchange)
  return {
    stepId,
    exchange,
    ...(sessionId !== undefined && { sessionId }),
    cleanup: isDone
      ? { what, status: 'undone' }
      : { what, status: 'left-behind', reason: describe(exchange) },
  }
}

/** `the session created by step "create"` */
export function createdBy(stepId: string): string {
  return `the session created by step "${stepId}"`
}

/** Undefined for an undo that deletes no session, such as a revoke: its
 * response alone shows whether it worked. */
function sessionOf({ path, parameters }: Bound): string | undefined {
  const id = parameters.client_session_id
  const isDelete = path === '/client_sessions/delete'
  return isDelete && typeof id === 'string' ? id : undefined
}
