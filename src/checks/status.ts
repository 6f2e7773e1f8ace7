/** Status: does the contract document it, and does the scenario want it? */
import { findResponse } from '../contract/respond.ts'
import type { Codes } from '../model/catalog.ts'
import { anyOf } from '../model/any-of.ts'
import { shownBasis } from '../model/basis.ts'
import type { BasisShown } from '../model/basis.ts'
import { isHarmless, isWantedRefusal, wantedRefusals } from './auth.ts'
import type { Check, CheckResult } from './check.ts'
import { isBlocked } from './cors-response.ts'
import { describeReply } from './describe.ts'
import { isOfTheApi } from './error-body.ts'
import { findingOf } from './finding.ts'
import type { ReplyJudgement, Requirement } from './judgement.ts'

const codes = {
  'status-undocumented': {
    class: 'breaking-drift',
    title: 'The contract does not document this status',
    hint: 'Clients generated from the contract cannot handle it. Ask the API team to fix the API, or to document the status.',
  },
  'status-unexpected': {
    class: 'expectation',
    title: 'The contract documents this status, but the scenario wants another',
    hint: 'Read the error in the response, then decide whether the API or the scenario is wrong. If it is the API, call the API team.',
  },
  'refusal-status-wrong': {
    class: 'breaking-drift',
    title: 'An invalid credential is rejected with another status than 401',
    hint: 'The SDKs know a rejected credential by 401 alone, and report anything else as an unknown error. Ask the API team to send the documented 401.',
  },
  'status-beyond-contract': {
    class: 'spec-gap',
    title: 'The scenario wants a status that the contract does not document',
    hint: 'Nothing is broken. Ask the API team to document the status.',
  },
} as const satisfies Codes

const newFinding = findingOf(codes)

export const status: Check = {
  codes,
  needs: 'status',
  check: (judgement) => {
    const { findings, isWanted } = checkStatus(judgement)
    const judged = { isStatusJudged: true }
    // No client could read the body: the status is all there is to judge.
    if (isBlocked(judgement.exchange)) {
      return { findings, leaves: 'status', judged }
    }
    return { findings, leaves: isWanted ? 'content' : 'body', judged }
  },
}

function checkStatus(
  judgement: ReplyJudgement,
): Pick<CheckResult, 'findings'> & { readonly isWanted: boolean } {
  const { reply, operation, requirement } = judgement
  const isDocumented = findResponse(operation, reply.status) !== undefined
  const isWanted = requirement.isRefusalExpected
    ? isWantedRefusal(reply, requirement) || isHarmless(judgement)
    : requirement.statuses.includes(reply.status)
  if (isWanted && isDocumented) return { findings: [], isWanted }

  const documented = {
    at: 'status',
    expected: operation.responses.map((it) => it.statusKey).join(', '),
    received: describeReply(reply),
    key: String(reply.status),
    contractPointer: `${operation.pointer}/responses`,
  }
  if (isWanted && isWrongRefusal(judgement)) {
    const code = 'refusal-status-wrong'
    const finding = newFinding(judgement, {
      code,
      ...documented,
      expected: '401',
    })
    return { findings: [finding], isWanted }
  }
  // A bare 404 says that nothing is served there: that is not what was wanted.
  if (isWanted && (reply.status < 400 || isOfTheApi(judgement))) {
    const code = 'status-beyond-contract'
    return {
      findings: [newFinding(judgement, { code, ...documented })],
      isWanted,
    }
  }
  const wanted = requirement.isRefusalExpected
    ? wantedRefusals(requirement)
    : requirement.statuses
  const finding = isDocumented
    ? newFinding(judgement, {
        code: 'status-unexpected',
        at: 'status',
        expected: anyOf(wanted),
        received: describeReply(reply),
        key: keyOf(reply.status, requirement),
        ...shownBasis(requirement.basis),
      })
    : newFinding(judgement, {
        code: 'status-undocumented',
        ...documented,
        ...basisOfUndocumented(judgement),
      })
  return { findings: [finding], isWanted: false }
}

/** Which status an error has is as inferred as that it is one; that it is the
 * API's own error is not. */
function basisOfUndocumented(judgement: ReplyJudgement): BasisShown {
  const { reply, requirement } = judgement
  const isError = reply.status >= 400 && isOfTheApi(judgement)
  return isError && requirement.basis?.kind === 'inferred'
    ? shownBasis(requirement.basis)
    : {}
}

/** A credential of a kind that the operation takes, or none. A valid one of another
 * kind may well be known and forbidden: the contract does not say. */
function isWrongRefusal({
  reply,
  operation,
  credential: { scheme, basis },
  requirement,
}: ReplyJudgement): boolean {
  const isInvalid =
    scheme === 'none' ||
    basis !== undefined ||
    operation.security.includes(scheme)
  return (
    isInvalid &&
    reply.status === 403 &&
    requirement.isRefusalExpected &&
    requirement.refusals === undefined &&
    findResponse(operation, 401) !== undefined
  )
}

/** Many steps want a 200, and many a refusal: all steps of one kind share a
 * finding. A step that wants any other status has a finding of its own. */
function keyOf(received: number, requirement: Requirement): string {
  const { name, statuses, isRefusalExpected } = requirement
  if (isRefusalExpected) return `${received} for 401`
  const isOwn = statuses.length !== 1 || statuses[0] !== 200
  return isOwn ? `${received} at ${name}` : `${received} for 200`
}
