/** Status: does the contract know it, and does the scenario want it? */
import { findResponse } from '../contract/respond.ts'
import { describeReply } from './describe.ts'
import { isRefusal } from './auth.ts'
import { isOfTheApi } from './error-body.ts'
import { clear, findingOf } from './judgement.ts'
import type { ReplyJudgement, Requirement, Rung } from './judgement.ts'

export function checkStatus(judgement: ReplyJudgement): Rung {
  const { reply, operation, requirement } = judgement
  const isDocumented = findResponse(operation, reply.status) !== undefined
  const isWanted = requirement.isRefusalExpected
    ? isRefusal(reply.status)
    : requirement.statuses.includes(reply.status)
  if (isWanted && isDocumented) return clear

  const known = operation.responses.map((response) => response.statusKey)
  const wanted = requirement.isRefusalExpected ? [401] : requirement.statuses
  // A bare 404 says that nothing is served there, not what was asked for.
  if (isWanted && (reply.status < 400 || isOfTheApi(reply))) {
    const gap = findingOf(judgement, 'status-beyond-contract', {
      at: 'status',
      expected: known.join(', '),
      received: describeReply(reply),
      key: String(reply.status),
      contractPointer: `${operation.pointer}/responses`,
    })
    return { findings: [gap], isLast: false }
  }
  const finding = isDocumented
    ? findingOf(judgement, 'status-unexpected', {
        at: 'status',
        expected: wanted.join(' or '),
        received: describeReply(reply),
        key: keyOf(reply.status, judgement.requirement),
      })
    : findingOf(judgement, 'status-undocumented', {
        at: 'status',
        expected: known.join(', '),
        received: describeReply(reply),
        key: String(reply.status),
        contractPointer: `${operation.pointer}/responses`,
      })
  return { findings: [finding], isLast: true }
}

/** Many steps want a 200 and share one finding where it is not given; any other
 * status is wanted by one step for a reason of its own. */
function keyOf(status: number, requirement: Requirement): string {
  const { name, statuses, isRefusalExpected } = requirement
  const isOwn =
    isRefusalExpected || statuses.length !== 1 || statuses[0] !== 200
  return isOwn ? `${status} at ${name}` : `${status} for 200`
}
