/** Authentication: did the API treat the credential as the contract demands? */
import { environmentNames } from '../auth/credential.ts'
import { anyOf } from '../model/any-of.ts'
import { shownBasis } from '../model/basis.ts'
import type { Codes } from '../model/catalog.ts'
import { isRefusal } from '../model/exchange.ts'
import type { Reply } from '../model/exchange.ts'
import { matchBody } from '../scenario/match/match.ts'
import { nothingFound } from './check.ts'
import type { Check, CheckResult } from './check.ts'
import { describeReply } from './describe.ts'
import { findingOf } from './finding.ts'
import type { CredentialUse, ReplyJudgement, Requirement } from './judgement.ts'

const codes = {
  'credential-refused': {
    class: 'credential',
    title: "The monitor's own credential is rejected everywhere",
    hint: 'Renew or correct it in the environment, then run again. Nothing that needs this credential was judged.',
  },
  'credential-unaccepted': {
    class: 'auth-regression',
    title: 'A credential that must be accepted was rejected',
    hint: "Another operation accepts the same credential. Compare the operation's security in the contract with recent changes of the API, and give the request id to the API team.",
  },
  'refusal-missing': {
    class: 'auth-bypass',
    title: 'A credential that must be rejected was accepted',
    hint: 'Treat this as a security incident: call the API team now and give them the request id.',
  },
} as const satisfies Codes

const newFinding = findingOf(codes)

export const auth: Check = {
  codes,
  needs: 'status',
  check: (judgement) =>
    judgement.requirement.isRefusalExpected
      ? checkRejected(judgement)
      : checkAccepted(judgement),
}

/** Whether this response rejects the credential as it must. A bare 404 may be a
 * missing route: only the API's own error says that a caller may not see
 * something. */
export function isWantedRefusal(
  { status, body }: Reply,
  { refusals }: Requirement,
): boolean {
  if (refusals === undefined) return isRefusal(status)
  const isKnown = refusals.includes(status)
  return status === 404 ? isKnown && /"\w+_not_found"/.test(body) : isKnown
}

/** For the text of a finding. */
export function wantedRefusals({ refusals }: Requirement): readonly number[] {
  return refusals ?? [401]
}

/** A success that shows nothing it must not show: an empty list, say. */
export function isHarmless({ reply, json, requirement }: ReplyJudgement) {
  const { harmless } = requirement
  if (harmless === undefined || reply.status >= 300) return false
  return json.kind === 'json' && matchBody(harmless, json.value).length === 0
}

/** A rejection by another status than 401 or 403 is left to the status check. */
function checkRejected(judgement: ReplyJudgement): CheckResult {
  const { reply, credential, requirement } = judgement
  if (reply.status >= 300 || isHarmless(judgement)) return nothingFound
  const finding = newFinding(judgement, {
    code: 'refusal-missing',
    at: 'status',
    expected: `${anyOf(wantedRefusals(requirement))} for ${nameOf(credential)}${sourceText(requirement)}`,
    received: `${reply.status}, accepted`,
    key: credential.scheme,
    // Only the status of a rejection can be inferred.
    ...(requirement.basis?.kind === 'docs' && { basis: 'docs' }),
  })
  return ending([finding])
}

function checkAccepted(judgement: ReplyJudgement): CheckResult {
  const { reply, credential, operation, requirement } = judgement
  if (!isRefusal(reply.status)) return nothingFound
  if (requirement.statuses.includes(reply.status)) return nothingFound
  // The API rightly rejects a scheme that the contract does not list: then the
  // scenario is wrong, and the status check reports it.
  const isListed =
    requirement.source !== undefined ||
    operation.security.includes(credential.basis ?? credential.scheme)
  if (!isListed) return nothingFound
  const finding = newFinding(judgement, {
    code: credential.isProven ? 'credential-unaccepted' : 'credential-refused',
    at: 'status',
    expected: `${anyOf(requirement.statuses)} for ${nameOf(credential)}${sourceText(requirement)}`,
    received: describeReply(reply),
    key: credential.scheme,
    contractPointer: `${operation.pointer}/security`,
    ...(credential.isProven && shownBasis(requirement.basis)),
  })
  // A credential that is rejected everywhere is one fact for the whole run.
  return ending([credential.isProven ? finding : { ...finding, operation: '' }])
}

function sourceText({ source }: Requirement): string {
  return source === undefined
    ? ''
    : ` (the contract opens this operation, but ${source})`
}

function ending(findings: CheckResult['findings']): CheckResult {
  return { findings, leaves: 'response', judged: { isStatusJudged: true } }
}

function nameOf({ scheme, title }: CredentialUse): string {
  if (title !== undefined) return title
  const name = environmentNames[scheme]
  if (scheme === 'none') return 'no credential'
  return name === undefined ? scheme : `${scheme} ($${name})`
}
