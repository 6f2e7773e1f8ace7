/** Undo: deletes what the steps of one case created, whatever happened, and looks
 * whether it is gone. */
import { createSessions } from '../cleanup/sessions.ts'
import { deleteEntry } from '../cleanup/delete.ts'
import type { Deleted } from '../cleanup/delete.ts'
import { openRecorder } from '../cleanup/recorder.ts'
import type { Recorder } from '../cleanup/recorder.ts'
import { createUndoStack } from '../cleanup/undo.ts'
import type { Undone } from '../cleanup/undo.ts'
import { sendCleanup } from '../drivers/http.ts'
import type { Observe } from '../drivers/driver.ts'
import type { PlannedStep } from '../model/scenario.ts'
import { bindCall } from '../scenario/bind.ts'
import type { Names } from '../scenario/template.ts'
import { withPolicies } from '../transport/policy/policy.ts'
import type { RunContext } from './context.ts'
import { authenticationOf } from './prepare.ts'
import type { StepResult } from './step.ts'
import { conclude } from './undo-findings.ts'
import type { Conclusion, Held } from './undo-findings.ts'

export type CaseUndo = {
  /** For every transport of the case: ledger first, then the run's limits. */
  readonly observe: Observe
  /** After each step, with the names as they will be at the end. */
  readonly arrange: (
    planned: PlannedStep,
    done: { readonly result: StepResult; readonly names: () => Names },
  ) => void
  /** The latest first; one that fails does not stop the others. */
  readonly finish: () => Promise<Conclusion>
}

export function openUndo(context: RunContext): CaseUndo {
  const recorder = openRecorder(context)
  const undos = createUndoStack()
  const steps = new Map<string, PlannedStep>()
  const creators = new Map<string, string>()
  return {
    observe: (transport) =>
      withPolicies(transport, [recorder.policy, ...context.limits]),
    arrange: (planned, { result, names }) => {
      const { step, undo } = planned
      steps.set(step.id, planned)
      for (const { id } of recorder.open()) {
        if (!creators.has(id)) creators.set(id, step.id)
      }
      // A step that did what an undo would do makes that undo needless.
      if (result.bound && result.isSuccess) undos.discharge(result.bound)
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
      const undone = await undos.unwind()
      const held = await deleteAll(undone, { recorder, creators, context })
      return conclude({ undone, held, steps, own: context.own })
    },
  }
}

/** Looks for what the recorder still holds, and deletes it if need be. */
async function deleteAll(
  undone: readonly Undone[],
  {
    recorder,
    creators,
    context: { own, clock },
  }: {
    readonly recorder: Recorder
    /** The step behind each entry. */
    readonly creators: ReadonlyMap<string, string>
    readonly context: RunContext
  },
): Promise<readonly Held[]> {
  const removals = new Map(
    undone.flatMap(({ sessionId, exchange }) =>
      sessionId !== undefined && exchange ? [[sessionId, exchange]] : [],
    ),
  )
  const held: Held[] = []
  const known = new Map<string, boolean>()
  for (const entry of recorder.open().toReversed()) {
    const stepId = creators.get(entry.id) ?? entry.operation
    if (!own) {
      held.push({ ...withoutCredential, stepId })
      continue
    }
    const isOpenAlready = known.get(entry.sessionIds[0] ?? '')
    const { isOpen, results } =
      isOpenAlready === undefined
        ? await deleteEntry(entry, {
            sessions: createSessions(own.cleanUp),
            // What got no response is looked for within the run's limits: a
            // target that hangs must not cost one more wait for each case. A
            // sweep comes after.
            search: createSessions(own.call).list,
            removals,
            nowMs: clock.now(),
            onFound: (id) => recorder.created(entry, id),
          })
        : { isOpen: isOpenAlready, results: [] }
    if (!isOpen) recorder.close(entry, 'gone')
    for (const result of results) {
      known.set(result.sessionId ?? '', isOpen)
      held.push({ ...result, stepId })
    }
  }
  return held
}

const withoutCredential: Deleted = {
  status: 'unclear',
  reason: "there is no credential of the monitor's own to delete it with",
}
