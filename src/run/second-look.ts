/** The second look: does the API fail for this request alone?
 *
 * A 5xx is an outage where it meets a request that must work. A request that may
 * be rejected, and meets a 5xx each time while the operation answers others,
 * shows a fault of the API. */
import { randomUUID } from 'node:crypto'
import type { CallResult, PreparedCall } from '../drivers/driver.ts'
import type { JsonObject, Operation } from '../model/contract.ts'
import { isAnswer, isServerError, mayBeRejected } from './answering.ts'
import type { Judging } from './judge.ts'

export const repetitions = 2
export const pauseMs = 250

/** Sends nothing unless the response is such a 5xx. A client that chooses its
 * requests itself repeats them itself. */
export async function failsAlone(
  { exchanges, client }: CallResult,
  { planned: { operation }, prepared, at }: Judging,
): Promise<boolean> {
  const last = exchanges.at(-1)
  if (!last || client || !isServerError(last)) return false
  if (!mayBeRejected(prepared.requirement)) return false
  const { answering } = at.context
  if (answering.isUnwell()) return false
  const { contract } = at.context
  const list = contract.operations.get('POST /client_sessions/list')
  const isUp = list && (await answers(list, at))
  const isOther =
    answering.hasAnswered(operation.key) ||
    (await answers(operation, at)) ||
    (needsSession(operation) &&
      (await answers(operation, { ...at, parameters: {} })))
  return isUp === true && isOther && (await failsAgain(prepared.call, at))
}

function isAboutSession({ parameters }: Operation): boolean {
  return parameters.some(({ name }) => name === 'client_session_id')
}

/** Then it must reject a request without one. */
function needsSession({ parameters }: Operation): boolean {
  return parameters.some(
    ({ name, isRequired }) => isRequired && name === 'client_session_id',
  )
}

/** Whether it answers the monitor's own credential; changes nothing. */
async function answers(
  operation: Operation,
  {
    caller,
    context: { own },
    state: { caseId },
    parameters = isAboutSession(operation)
      ? { client_session_id: randomUUID() }
      : { user_identifier_key: '' },
  }: Judging['at'] & { readonly parameters?: JsonObject },
): Promise<boolean> {
  if (!own) return false
  const call: PreparedCall = {
    operation,
    authentication: own.authentication(),
    parameters,
    probe: caseId,
  }
  const called = await caller.call(call, 'a request for comparison')
  const last =
    called.kind === 'called' ? called.result.exchanges.at(-1) : undefined
  return last !== undefined && isAnswer(last)
}

async function failsAgain(
  call: PreparedCall,
  { caller, context: { clock } }: Judging['at'],
): Promise<boolean> {
  for (let time = 0; time < repetitions; time += 1) {
    await clock.wait(pauseMs)
    const called = await caller.call(call, 'the same request again')
    const last =
      called.kind === 'called' ? called.result.exchanges.at(-1) : undefined
    if (!last || !isServerError(last)) return false
  }
  return true
}
