/** Undo: takes away, in reverse, what the steps of a case made. */
import { isDeepStrictEqual } from 'node:util'
import type { Exchange } from '../exchange.ts'
import type { Cleanup } from '../outcome.ts'
import type { BoundCall } from '../scenario/bind.ts'

type Bound = Extract<BoundCall, { kind: 'bound' }>

/** How to take away what one step made, resolved when the time comes. */
export type Undo = {
  /** The step that made it. */
  readonly stepId: string
  readonly bind: () => BoundCall
  readonly send: (call: Bound) => Promise<Exchange>
}

export type UndoStack = {
  readonly push: (undo: Undo) => void
  /** A step of the case did the very call that an undo would do: no need. */
  readonly discharge: (call: Bound) => void
  /** Undoes the latest first; one that fails does not stop the others. */
  readonly unwind: () => Promise<readonly Cleanup[]>
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
      const results: Cleanup[] = []
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

async function perform(undo: Undo): Promise<Cleanup> {
  const what = `what step "${undo.stepId}" made`
  const call = undo.bind()
  if (call.kind === 'missing') {
    const reason = `its reply did not hold "${call.name}", so it cannot be named`
    return { what, status: 'left-behind', reason }
  }
  const { request, result } = await undo.send(call)
  const asked = `${request.method} ${request.path}`
  if (result.kind === 'no-reply') {
    const reason = `${asked}: no reply (${result.message})`
    return { what, status: 'left-behind', reason }
  }
  const isGone = result.status < 300 || isNotFound(result.status, result.body)
  if (isGone) return { what, status: 'undone' }
  const reason = `${asked} answered ${result.status}`
  return { what, status: 'left-behind', reason }
}

/** The session is gone already. A bare 404 may be a route that is missing. */
function isNotFound(status: number, body: string): boolean {
  return status >= 400 && status < 500 && /"\w+_not_found"/.test(body)
}
