/** Request id: does the reply carry the id that errors are reported with?
 *
 * The SDKs read it from every reply, the contract does not mention it: its
 * absence is told, and fails nothing. */
import { headerOf } from '../model/exchange.ts'
import type { Finding } from '../model/finding.ts'
import { findingOf } from './judgement.ts'
import type { ReplyJudgement } from './judgement.ts'

const name = 'seam-request-id'

export function checkRequestId(judgement: ReplyJudgement): readonly Finding[] {
  const { exchange, reply } = judgement
  // What a client shows of the headers is not all that was sent.
  if (exchange.fidelity !== 'wire') return []
  if (headerOf(reply.headers, name)?.trim()) return []
  const finding = findingOf(judgement, 'request-id-missing', {
    at: `header ${name}`,
    expected: 'an id, as the SDKs read it',
    received: 'absent or empty',
  })
  return [finding]
}
