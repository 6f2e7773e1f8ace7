/** Undo: deletes the sessions that the steps of one case created, even if a
 * step failed, and checks that they are gone. */
import { createSessions } from '../cleanup/sessions.ts'
import { deleteEntry } from '../cleanup/delete.ts'
import type { DeleteResult } from '../cleanup/delete.ts'
import { openRecorder } from '../cleanup/recorder.ts'
import type { Recorder } from '../cleanup/recorder.ts'
import { createUndoStack } from '../cleanup/undo.ts'
import type { UndoResult } from '../cleanup/undo.ts'
import { sendCleanup } from '../drivers/http.ts'
import type { Observe } from '../drivers/driver.ts'
import type { Exchange } from '../model/exchange.ts'
import type { PlannedStep } from '../model/scenario.ts'
import { bindCall } from '../scenario/bind.ts'
import type { Names } from '../scenario/template.ts'
import { openGate } from '../transport/policy/gate.ts'
import { withPolicies } from '../transport/policy/policy.ts'
import type { RunContext } from './context.ts'
import { authenticationOf } from './prepare.ts'
import type { StepResult } from './step.ts'
import { conclude } from './undo-findings.ts'
import type { Conclusion, StepDelete } from './undo-findings.ts'

export type CaseUndo = {
  /** Put it around every transport of the case: the ledger is outside of the
   * limits. */
  readonly observe: Observe
  /** Whether a transport of the case gave the exchange. */
  readonly isOfTransport: (exchange: Exchange) => boolean
  /** Call it after each step. `names` is read at the end of the case. */
  readonly plan: (
    planned: PlannedStep,
    done: { readonly result: StepResult; readonly names: () => Names },
  ) => void
  /** Deletes, the latest first. A delete that fails does not stop the
   * others. */
  readonly finish: () => Promise<Conclusion>
}

export function openUndo(context: RunContext): CaseUndo {
  const recorder = openRecorder(context)
  const gate = openGate()
  const undos = createUndoStack()
  const steps = new Map<string, PlannedStep>()
  const creators = new Map<string, string>()
  return {
    observe: (transport) =>
      withPolicies(transport, [
        gate.policy,
        recorder.policy,
        ...context.limits,
      ]),
    isOfTransport: gate.hasPassed,
    plan: (planned, { result, names }) => {
      const { step, undo } = planned
      steps.set(step.id, planned)
      for (const { id } of recorder.open()) {
        if (!creators.has(id)) creators.set(id, step.id)
      }
      // The step may have made the call of an earlier undo.
      if (result.bound && result.isSuccess) undos.drop(result.bound)
      if (!undo || !result.mayHaveCreated) return
      undos.push({
        stepId: step.id,
        bind: () => bindCall(undo, names()),
        send: async (bound) => {
          const authentication = authenticationOf(bound, context)
          if (!authentication) return undefined
          const { operation } = undo
          const { parameters } = bound
          return sendCleanup(
            { operation, parameters, authentication },
            context.transport,
          )
        },
      })
    },
    finish: async () => {
      // A client may send after its call has returned.
      await gate.close()
      const undone = await undos.run()
      const deletes = await deleteOpen(undone, { recorder, creators, context })
      return conclude({ undone, deletes, steps, own: context.own })
    },
  }
}

/** Checks every session that may still exist, and deletes it if it does. */
async function deleteOpen(
  undone: readonly UndoResult[],
  {
    recorder,
    creators,
    context: { own, clock },
  }: {
    readonly recorder: Recorder
    /** The step that created each entry, by the entry's id. */
    readonly creators: ReadonlyMap<string, string>
    readonly context: RunContext
  },
): Promise<readonly StepDelete[]> {
  const sentDeletes = new Map(
    undone.flatMap(({ sessionId, exchange }) =>
      sessionId !== undefined && exchange ? [[sessionId, exchange]] : [],
    ),
  )
  const deletes: StepDelete[] = []
  const known = new Map<string, boolean>()
  for (const entry of recorder.open().toReversed()) {
    const stepId = creators.get(entry.id) ?? entry.operation
    if (!own) {
      deletes.push({ ...withoutCredential, stepId })
      continue
    }
    const isOpenAlready = known.get(entry.sessionIds[0] ?? '')
    const { isOpen, results } =
      isOpenAlready === undefined
        ? await deleteEntry(entry, {
            sessions: createSessions(own.cleanUp),
            // The search obeys the run's limits: a target that hangs must not
            // cost one more wait for each case. The sweep searches once more.
            search: createSessions(own.call).list,
            sentDeletes,
            nowMs: clock.now(),
            onFound: (id) => recorder.created(entry, id),
          })
        : { isOpen: isOpenAlready, results: [] }
    if (!isOpen) recorder.close(entry, 'gone')
    for (const result of results) {
      known.set(result.sessionId ?? '', isOpen)
      deletes.push({ ...result, stepId })
    }
  }
  return deletes
}

const withoutCredential: DeleteResult = {
  status: 'unclear',
  reason: "there is no credential of the monitor's own to delete it with",
}
