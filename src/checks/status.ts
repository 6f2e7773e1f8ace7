/** Status: does the contract know it, and does the scenario want it? */
import { findResponse } from '../contract/respond.ts'
import { describeReply } from './describe.ts'
import { isRefusal } from './auth.ts'
import { clear, findingOf } from './judgement.ts'
import type { ReplyJudgement, Rung } from './judgement.ts'

export function checkStatus(judgement: ReplyJudgement): Rung {
  const { reply, operation, requirement } = judgement
  const isDocumented = findResponse(operation, reply.status) !== undefined
  const isWanted = requirement.isRefusalExpected
    ? isRefusal(reply.status)
    : requirement.statuses.includes(reply.status)
  if (isWanted && isDocumented) return clear

  const known = operation.responses.map((response) => response.statusKey)
  const wanted = requirement.isRefusalExpected ? [401] : requirement.statuses
  if (isWanted) {
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
        key: `${reply.status} for ${wanted.join(' or ')}`,
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
