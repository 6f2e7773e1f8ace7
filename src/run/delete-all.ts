/** Deletes all sessions of one case: by the undo calls of its steps, then by
 * what the ledger recorder holds. */
import { deleteEntry, doneKey } from '../cleanup/delete-entry.ts'
import { deleteSession } from '../cleanup/delete.ts'
import type { DeleteResult } from '../cleanup/delete.ts'
import { expectedOf } from '../cleanup/entry.ts'
import type { Entry, Expected } from '../cleanup/entry.ts'
import type { Recorder } from '../cleanup/recorder.ts'
import { windowOf } from '../cleanup/server-clock.ts'
import { createSessions } from '../cleanup/sessions.ts'
import type { DeleteByUndo, UndoResult, UndoStack } from '../cleanup/undo.ts'
import { isMarkerOf } from '../scenario/marker.ts'
import { isRejected } from '../model/exchange.ts'
import type { Exchange } from '../model/exchange.ts'
import type { RunContext } from './context.ts'
import type { StepResult } from './step.ts'
import type { StepDelete } from './undo-findings.ts'

type Created = {
  readonly recorder: Recorder
  /** The step that created each entry, by the entry's id. */
  readonly creators: ReadonlyMap<string, string>
  /** The step that got each session that it had not asked for. */
  readonly unasked: ReadonlyMap<string, string>
  /** What the steps sent, by their ids. */
  readonly sent: ReadonlyMap<string, StepResult>
  readonly context: RunContext
}

export async function deleteAll({
  undos,
  ...created
}: Created & { readonly undos: UndoStack }): Promise<{
  readonly undone: readonly UndoResult[]
  readonly deletes: readonly StepDelete[]
}> {
  const done = new Map<string, DeleteResult>()
  const beside = unaskedIn(created)
  const undone = await undos.run(byUndo(created, done))
  const byUndos = undone.flatMap(({ stepId, deleted }) =>
    deleted ? [{ ...deleted, stepId }] : [],
  )
  const byRecorder = await deleteOpen(created, done)
  return {
    undone: undone.filter(({ deleted }) => !deleted),
    deletes: [...byUndos, ...byRecorder, ...beside],
  }
}

/** A session that a response held in place of the one that its request named, and
 * that no step created. */
function unaskedIn({ recorder, unasked }: Created): readonly StepDelete[] {
  const created = new Set(
    recorder.open().flatMap(({ sessionIds }) => sessionIds),
  )
  return recorder
    .unasked()
    .filter(({ sessionId }) => !created.has(sessionId))
    .map(({ operation, asked, sessionId }) => ({
      stepId: unasked.get(sessionId) ?? operation,
      sessionId,
      status: 'foreign',
      reason: `${operation} was sent for session ${asked}, and answered with session ${sessionId}: not deleted by this case`,
    }))
}

/** An undo names any session: only one that its case created is deleted. */
function byUndo(
  created: Created,
  done: Map<string, DeleteResult>,
): DeleteByUndo {
  const { own } = created.context
  return async ({ stepId, sessionId, send }) => {
    if (!own) return { ...withoutCredential, sessionId }
    const entry = entryOf(created, sessionId)
    const expected = entry ? expectedOf(entry) : expectedBySent(created, stepId)
    if (!expected) return { sessionId, status: 'foreign', reason: unknown }
    const earlier = done.get(doneKey(sessionId, expected))
    // Another undo has deleted it.
    if (earlier) return { sessionId, status: 'gone' }
    const sessions = createSessions(own.cleanUp)
    // The credential of the undo may be rejected where another one works.
    const remove = async (id: string): Promise<Exchange> => {
      const exchange = await send()
      return isRejected(exchange) ? sessions.remove(id) : exchange
    }
    const deleted = await deleteSession(
      { id: sessionId, expected },
      { sessions: { ...sessions, remove } },
    )
    done.set(doneKey(sessionId, expected), deleted)
    if (entry && deleted.status === 'foreign')
      created.recorder.foreign(entry, sessionId)
    return deleted
  }
}

const unknown =
  'nothing shows that this run created it: not deleted. A session that may have existed before has no marker of the run as its key'

function entryOf({ recorder }: Created, sessionId: string): Entry | undefined {
  return recorder
    .open()
    .find(({ sessionIds }) => sessionIds.includes(sessionId))
}

/** What the session of an undo must be; undefined where its case did not create
 * it for certain. */
function expectedBySent(
  { sent, context: { runId } }: Created,
  stepId: string,
): Expected | undefined {
  const { bound, outcome } = sent.get(stepId) ?? {}
  const key = bound?.parameters.user_identifier_key
  const exchange = outcome?.exchange
  // get_or_create may have found a session of somebody else.
  const isCreate = bound?.path === '/client_sessions/create'
  if (!isCreate || !exchange || typeof key !== 'string') return undefined
  return isMarkerOf(runId, key)
    ? { kind: 'key', key }
    : { kind: 'fresh', key, window: windowOf(exchange) }
}

/** Checks every session that may still exist, and deletes it if it does. */
async function deleteOpen(
  { recorder, creators, context: { own, clock } }: Created,
  done: Map<string, DeleteResult>,
): Promise<readonly StepDelete[]> {
  const deletes: StepDelete[] = []
  for (const entry of recorder.open().toReversed()) {
    const stepId = creators.get(entry.id) ?? entry.operation
    if (!own) {
      deletes.push({ ...withoutCredential, stepId })
      continue
    }
    const reported = new Set(done.values())
    const { isOpen, results } = await deleteEntry(entry, {
      sessions: createSessions(own.cleanUp),
      // The search obeys the run's limits: a target that hangs must not cost
      // one more wait for each case. The sweep searches once more.
      search: createSessions(own.call).list,
      done,
      nowMs: clock.now(),
      onFound: (id) => recorder.created(entry, { id }),
    })
    if (!isOpen) recorder.close(entry, 'gone')
    for (const result of results) {
      if (reported.has(result)) continue
      const { sessionId } = result
      if (sessionId !== undefined) {
        done.set(doneKey(sessionId, expectedOf(entry)), result)
        if (result.status === 'foreign') recorder.foreign(entry, sessionId)
      }
      deletes.push({ ...result, stepId })
    }
  }
  return deletes
}

const withoutCredential: DeleteResult = {
  status: 'unclear',
  reason: "there is no credential of the monitor's own to delete it with",
}
