/** Undoing: what the steps of one case made is taken away at its end, whatever
 * happened, and made sure of; what is left is a finding of its own. */
import { askAs } from '../auth/own-call.ts'
import { openAccount } from '../cleanup/recorder.ts'
import type { Answered } from '../cleanup/recorder.ts'
import { createSessions } from '../cleanup/sessions.ts'
import { settle } from '../cleanup/delete.ts'
import { createUndoStack } from '../cleanup/undo.ts'
import type { Undone } from '../cleanup/undo.ts'
import { conclude } from './undo-findings.ts'
import type { Conclusion, Held } from './undo-findings.ts'
import type { Exchange, Request } from '../model/exchange.ts'
import { bindCall } from '../scenario/bind.ts'
import type { Names } from '../scenario/template.ts'
import type { PlannedCall, PlannedStep } from '../model/scenario.ts'
import { authenticationOf, sendCall } from './send.ts'
import type { Bound } from './send.ts'
import type { StepResult } from './step.ts'
import type { Tools } from './context.ts'

export type Undoing = {
  /** The case's own: what leaves through them is in the ledger first. */
  readonly tools: Tools
  /** Of a request that leaves by another way, before it does. */
  readonly announce: (request: Request) => Answered | undefined
  /** After each step, with the names as they will be at the end. */
  readonly arrange: (
    planned: PlannedStep,
    done: { readonly result: StepResult; readonly names: () => Names },
  ) => void
  /** The latest first; one that fails does not stop the others. */
  readonly finish: () => Promise<Conclusion>
}

export function openUndoing(shared: Tools): Undoing {
  const account = openAccount(shared)
  const tools: Tools = { ...shared, driver: account.driver }
  const undos = createUndoStack()
  const steps = new Map<string, PlannedStep>()
  const makers = new Map<string, string>()

  /** What the account still holds is looked for, and taken away if need be. */
  const settleAll = async (undone: readonly Undone[]): Promise<Held[]> => {
    const sessions = tools.own && createSessions(tools.own.ask)
    // What nobody answered for is looked for within the run's bounds: a target
    // that hangs is not asked once more for each case. A sweep comes after.
    const within = askAs({ ...tools, driver: shared.driver })
    const search = within && createSessions(within.ask).list
    const removals = new Map(
      undone.flatMap(({ sessionId, exchange }) =>
        sessionId !== undefined && exchange ? [[sessionId, exchange]] : [],
      ),
    )
    const held: Held[] = []
    const settled = new Map<string, boolean>()
    for (const entry of account.open().toReversed()) {
      const stepId = makers.get(entry.id) ?? entry.operation
      if (!sessions) {
        const reason =
          "there is no credential of the monitor's own to take it away with"
        held.push({ stepId, status: 'unclear', reason })
        continue
      }
      const known = settled.get(entry.sessionIds[0] ?? '')
      const { isOpen, results } =
        known === undefined
          ? await settle(entry, {
              sessions,
              removals,
              ...(search && { search }),
              nowMs: tools.clock.now(),
              onFound: (id) => account.made(entry, id),
            })
          : { isOpen: known, results: [] }
      if (!isOpen) account.close(entry, 'gone')
      for (const result of results) {
        settled.set(result.sessionId ?? '', isOpen)
        held.push({ ...result, stepId })
      }
    }
    return held
  }
  return {
    tools,
    announce: account.announce,
    arrange: (planned, { result, names }) => {
      const { step, undo } = planned
      steps.set(step.id, planned)
      for (const { id } of account.open()) {
        if (!makers.has(id)) makers.set(id, step.id)
      }
      // A step that did what an undo would do makes that undo needless.
      if (result.call && result.isSuccess) undos.discharge(result.call)
      if (!undo || !result.mayHaveMade) return
      undos.push({
        stepId: step.id,
        bind: () => bindCall(undo, names()),
        send: (call) => sendUndo(call, { undo, tools }),
      })
    },
    finish: async () => {
      const undone = await undos.unwind()
      const held = await settleAll(undone)
      return conclude({ undone, held, steps, own: tools.own })
    },
  }
}

async function sendUndo(
  call: Bound,
  { undo, tools }: { readonly undo: PlannedCall; readonly tools: Tools },
): Promise<Exchange | undefined> {
  const authentication = authenticationOf(call, tools)
  if (!authentication) return undefined
  const { operation } = undo
  return sendCall(call, {
    operation,
    authentication,
    tools: { ...tools, driver: tools.undoDriver },
  })
}
