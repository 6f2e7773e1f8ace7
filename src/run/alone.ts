/** Alone: whether the proof that sessions can be deleted meets a 5xx that other
 * requests of the operation do not meet. */
import { objectOr } from '../model/json.ts'
import { parseJson } from '../model/json-text.ts'
import type { Exchange } from '../model/exchange.ts'
import { isAnswer, isServerError } from './answering.ts'
import type { RunContext } from './context.ts'
import { pauseMs, repetitions } from './second-look.ts'

/** The request names an id that does not exist, so it may be rejected. Without
 * any it must be: neither deletes something. */
export async function isDeleteAlone(
  exchange: Exchange,
  { own, clock, answering }: RunContext,
): Promise<boolean> {
  const { path, body = '' } = exchange.request
  const isDelete = path === '/client_sessions/delete'
  if (!own || !isDelete || !isServerError(exchange)) return false
  if (answering.isUnwell() || !isAnswer(await own.call(path, {}))) return false
  const parameters = objectOr(parseJson(body))
  for (let time = 0; time < repetitions; time += 1) {
    await clock.wait(pauseMs)
    if (!isServerError(await own.call(path, parameters))) return false
  }
  return true
}
