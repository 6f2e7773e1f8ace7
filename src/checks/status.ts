/** Status: does the contract know it, and does the scenario want it? */
import { findResponse } from '../contract/respond.ts'
import { describeReply } from './describe.ts'
import { isHarmless, isWantedRefusal, wantedRefusals } from './auth.ts'
import { isOfTheApi } from './error-body.ts'
import { clear, findingOf } from './judgement.ts'
import type { ReplyJudgement, Requirement, Rung } from './judgement.ts'

export function checkStatus(judgement: ReplyJudgement): Rung {
  const { reply, operation, requirement } = judgement
  const isDocumented = findResponse(operation, reply.status) !== undefined
  const isWanted = requirement.isRefusalExpected
    ? isWantedRefusal(reply, requirement) || isHarmless(reply, requirement)
    : requirement.statuses.includes(reply.status)
  if (isWanted && isDocumented) return clear

  const known = operation.responses.map((response) => response.statusKey)
  const wanted = requirement.isRefusalExpected
    ? wantedRefusals(requirement)
    : requirement.statuses
  const undocumented = {
    at: 'status',
    expected: known.join(', '),
    received: describeReply(reply),
    key: String(reply.status),
    contractPointer: `${operation.pointer}/responses`,
  }
  // A bare 404 says that nothing is served there, not what was asked for.
  if (isWanted && (reply.status < 400 || isOfTheApi(reply))) {
    const gap = findingOf(judgement, 'status-beyond-contract', undocumented)
    return { findings: [gap], isLast: false }
  }
  const finding = isDocumented
    ? findingOf(judgement, 'status-unexpected', {
        at: 'status',
        expected: wanted.join(' or '),
        received: describeReply(reply),
        key: keyOf(reply.status, judgement.requirement),
      })
    : findingOf(judgement, 'status-undocumented', undocumented)
  return { findings: [finding], isLast: true }
}

/** Many steps want a 200, and many a refusal: each kind shares one finding where
 * it is not given. Any other status is wanted by one step for a reason of its
 * own. */
function keyOf(status: number, requirement: Requirement): string {
  const { name, statuses, isRefusalExpected } = requirement
  if (isRefusalExpected) return `${status} for 401`
  const isOwn = statuses.length !== 1 || statuses[0] !== 200
  return isOwn ? `${status} at ${name}` : `${status} for 200`
}
