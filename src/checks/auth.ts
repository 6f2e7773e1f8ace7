/** Authentication: was the credential treated as the contract demands? */
import { environmentNames } from '../auth/credential.ts'
import type { Reply } from '../model/exchange.ts'
import { matchBody } from '../scenario/match/match.ts'
import { describeReply } from './describe.ts'
import { clear, findingOf } from './judgement.ts'
import { readJson } from './json.ts'
import type {
  CredentialUse,
  ReplyJudgement,
  Requirement,
  Rung,
} from './judgement.ts'

/** RFC 9110 §15.5.2 and §15.5.4: who you are, and what you may, is refused. */
export function isRefusal(status: number): boolean {
  return status === 401 || status === 403
}

/** Whether this reply turned away what had to be turned away. A bare 404 may be
 * a route that is missing: only the API itself says that something is not there
 * for whoever asks. */
export function isWantedRefusal(
  { status, body }: Reply,
  { refusals }: Requirement,
): boolean {
  if (refusals === undefined) return isRefusal(status)
  const isKnown = refusals.includes(status)
  return status === 404 ? isKnown && /"\w+_not_found"/.test(body) : isKnown
}

/** What a finding says was expected. */
export function wantedRefusals({ refusals }: Requirement): readonly number[] {
  return refusals ?? [401]
}

/** Nothing was shown that must not be: an empty list, say. */
export function isHarmless(reply: Reply, { harmless }: Requirement): boolean {
  if (harmless === undefined || reply.status >= 300) return false
  const json = readJson(reply)
  return json.kind === 'json' && matchBody(harmless, json.value).length === 0
}

export function checkAuth(judgement: ReplyJudgement): Rung {
  return judgement.requirement.isRefusalExpected
    ? checkRefused(judgement)
    : checkAccepted(judgement)
}

/** A door that opened is the heaviest finding there is; a refusal by another
 * status than 401 or 403 is left to the status check. */
function checkRefused(judgement: ReplyJudgement): Rung {
  const { reply, credential, requirement } = judgement
  if (reply.status >= 300 || isHarmless(reply, requirement)) return clear
  const finding = findingOf(judgement, 'refusal-missing', {
    at: 'status',
    expected: `${wantedRefusals(requirement).join(' or ')} for ${nameOf(credential)}`,
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
  if (!operation.security.includes(credential.basis ?? credential.scheme))
    return clear
  const code = credential.isProven
    ? 'credential-unaccepted'
    : 'credential-refused'
  const finding = findingOf(judgement, code, {
    at: 'status',
    expected: `${requirement.statuses.join(' or ')} for ${nameOf(credential)}`,
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

function nameOf({ scheme, title }: CredentialUse): string {
  if (title !== undefined) return title
  const name = environmentNames[scheme]
  if (scheme === 'none') return 'no credential'
  return name === undefined ? scheme : `${scheme} ($${name})`
}
