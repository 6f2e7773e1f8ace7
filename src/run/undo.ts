/** Undo: deletes the sessions that the steps of one case created, even if a
 * step failed, and checks that they are gone. */
import { blockUnproven } from '../cleanup/proof.ts'
import { openRecorder } from '../cleanup/recorder.ts'
import { createUndoStack } from '../cleanup/undo.ts'
import { sendCleanup } from '../drivers/http.ts'
import type { Observe } from '../drivers/driver.ts'
import type { Exchange } from '../model/exchange.ts'
import type { PlannedStep } from '../model/scenario.ts'
import { bindCall } from '../scenario/bind.ts'
import type { Names } from '../scenario/template.ts'
import { openGate } from '../transport/policy/gate.ts'
import { withPolicies } from '../transport/policy/policy.ts'
import type { RunContext } from './context.ts'
import { deleteAll } from './delete-all.ts'
import { authenticationOf } from './prepare.ts'
import type { StepResult } from './step.ts'
import { conclude } from './undo-findings.ts'
import type { Conclusion } from './undo-findings.ts'

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
  if (context.isDisposable) return undoNothing(context)
  const recorder = openRecorder(context)
  const gate = openGate()
  const undos = createUndoStack()
  const steps = new Map<string, PlannedStep>()
  const sent = new Map<string, StepResult>()
  const creators = new Map<string, string>()
  const unasked = new Map<string, string>()
  return {
    observe: (transport) =>
      withPolicies(transport, [
        gate.policy,
        recorder.policy,
        ...(context.proof ? [blockUnproven(context.proof)] : []),
        ...context.limits,
      ]),
    isOfTransport: gate.hasPassed,
    plan: (planned, { result, names }) => {
      const { step, undo } = planned
      steps.set(step.id, planned)
      sent.set(step.id, result)
      for (const { id } of recorder.open()) {
        if (!creators.has(id)) creators.set(id, step.id)
      }
      for (const { sessionId } of recorder.unasked()) {
        if (!unasked.has(sessionId)) unasked.set(sessionId, step.id)
      }
      // The step may have made the call of an earlier undo.
      if (result.bound && result.isSuccess) undos.drop(result.bound)
      if (!undo || !result.mayHaveCreated) return
      undos.push({
        stepId: step.id,
        bind: () => bindCall(undo, names()),
        sender: (bound) => {
          const authentication = authenticationOf(bound, context)
          if (!authentication) return undefined
          const { operation } = undo
          const { parameters } = bound
          const call = { operation, parameters, authentication }
          return () => sendCleanup(call, context.transport)
        },
      })
    },
    finish: async () => {
      // A client may send after its call has returned.
      await gate.close()
      const created = { recorder, creators, unasked, sent, context }
      const done = await deleteAll({ ...created, undos })
      return conclude({ ...done, steps, own: context.own })
    },
  }
}

/** What the case creates ends with the target. */
function undoNothing({ limits }: RunContext): CaseUndo {
  const gate = openGate()
  return {
    observe: (transport) => withPolicies(transport, [gate.policy, ...limits]),
    isOfTransport: gate.hasPassed,
    plan: () => {},
    finish: async () => {
      await gate.close()
      return { cleanup: [], failures: [] }
    },
  }
}
