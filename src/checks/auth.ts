/** Authentication: was the credential treated as the contract demands? */
import { environmentNames } from '../credential.ts'
import { describeReply } from './describe.ts'
import { clear, findingOf } from './judgement.ts'
import type { ReplyJudgement, Rung } from './judgement.ts'

/** RFC 9110 §15.5.2 and §15.5.4: who you are, and what you may, is refused. */
export function isRefusal(status: number): boolean {
  return status === 401 || status === 403
}

export function checkAuth(judgement: ReplyJudgement): Rung {
  return judgement.requirement.isRefusalExpected
    ? checkRefused(judgement)
    : checkAccepted(judgement)
}

/** A door that opened is the heaviest finding there is; a refusal by another
 * status than 401 or 403 is left to the status check. */
function checkRefused(judgement: ReplyJudgement): Rung {
  const { reply, credential } = judgement
  if (reply.status >= 300) return clear
  const finding = findingOf(judgement, 'refusal-missing', {
    at: 'status',
    expected: `401 for ${nameOf(credential.scheme)}`,
    received: `${reply.status}, accepted`,
    key: credential.scheme,
  })
  return { findings: [finding], isLast: true }
}

function checkAccepted(judgement: ReplyJudgement): Rung {
  const { reply, credential, operation, requirement } = judgement
  if (!isRefusal(reply.status)) return clear
  if (requirement.statuses.includes(reply.status)) return clear
  // One that the contract does not list is refused by right: the scenario's
  // expectation is at fault, and the status check says so.
  if (!operation.security.includes(credential.scheme)) return clear
  const code = credential.isProven
    ? 'credential-unaccepted'
    : 'credential-refused'
  const finding = findingOf(judgement, code, {
    at: 'status',
    expected: `${requirement.statuses.join(' or ')} for ${nameOf(credential.scheme)}`,
    received: describeReply(reply),
    key: credential.scheme,
    contractPointer: `${operation.pointer}/security`,
  })
  // A credential that is refused everywhere is one fact, wherever it shows.
  return {
    findings: [credential.isProven ? finding : { ...finding, operation: '' }],
    isLast: true,
  }
}

function nameOf(scheme: string): string {
  const name = environmentNames[scheme]
  if (scheme === 'none') return 'no credential'
  return name === undefined ? scheme : `${scheme} ($${name})`
}
