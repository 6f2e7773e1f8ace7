/** The undo stack: runs the undo calls of a case, the latest first. */
import { isDeepStrictEqual } from 'node:util'
import type { Exchange } from '../model/exchange.ts'
import type { Cleanup } from '../model/outcome.ts'
import type { BoundCall } from '../scenario/bind.ts'
import { describe, isNotFound, isSuccess } from './sessions.ts'

type Bound = Extract<BoundCall, { kind: 'bound' }>

/** How to undo what one step created, resolved when the time comes. */
export type Undo = {
  /** The step that created it. */
  readonly stepId: string
  readonly bind: () => BoundCall
  /** Undefined where its credential is not configured. */
  readonly send: (call: Bound) => Promise<Exchange | undefined>
}

/** What came of one undo. */
export type Undone = {
  readonly stepId: string
  readonly cleanup: Cleanup
  /** The session that it was to delete, if it was one. */
  readonly sessionId?: string
  /** Absent where it could not be sent. */
  readonly exchange?: Exchange
}

export type UndoStack = {
  readonly push: (undo: Undo) => void
  /** A step of the case made the very call of an undo: that undo is dropped. */
  readonly discharge: (call: Bound) => void
  /** The latest first; one that fails does not stop the others. */
  readonly unwind: () => Promise<readonly Undone[]>
}

export function createUndoStack(): UndoStack {
  const waiting: Undo[] = []
  return {
    push: (undo) => {
      waiting.push(undo)
    },
    discharge: (call) => {
      const done = waiting.findIndex((undo) => isSame(undo.bind(), call))
      if (done !== -1) waiting.splice(done, 1)
    },
    unwind: async () => {
      const results: Undone[] = []
      for (let undo = waiting.pop(); undo; undo = waiting.pop()) {
        results.push(await perform(undo))
      }
      return results
    },
  }
}

/** Another method of the same path with the same parameters does the same. */
function isSame(undo: BoundCall, call: Bound): boolean {
  return (
    undo.kind === 'bound' &&
    undo.path === call.path &&
    isDeepStrictEqual(undo.parameters, call.parameters)
  )
}

async function perform({ stepId, bind, send }: Undo): Promise<Undone> {
  const what = createdBy(stepId)
  const call = bind()
  if (call.kind === 'missing') {
    const reason = `its response did not hold "${call.name}", so the undo cannot name it`
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

/** An undo that deletes no session (one that revokes, say) is judged by its
 * response alone. */
function sessionOf({ path, parameters }: Bound): string | undefined {
  const id = parameters.client_session_id
  const isDelete = path === '/client_sessions/delete'
  return isDelete && typeof id === 'string' ? id : undefined
}
