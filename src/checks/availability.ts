/** Availability: did the API itself answer, and was it able to? */
import { anyOf } from '../model/any-of.ts'
import type { Codes } from '../model/catalog.ts'
import { headerOf } from '../model/exchange.ts'
import type { Reply } from '../model/exchange.ts'
import { wantedRefusals } from './auth.ts'
import { nothingFound } from './check.ts'
import type { Check } from './check.ts'
import { describeReply, mediaTypeOf } from './describe.ts'
import { findingOf } from './finding.ts'
import type { ReplyJudgement, Requirement } from './judgement.ts'

export const codes = {
  'server-error': {
    class: 'outage',
    title: 'The server failed',
    hint: 'Run again to see whether it lasts. If it does, call the API team and give them the request id.',
  },
  'input-unhandled': {
    class: 'breaking-drift',
    title: 'The server fails on input that it must reject',
    hint: 'The operation answers other requests, so this is no outage. Ask the API team to reject this input with the documented status; the request id leads to the error in its log.',
  },
  'credential-unhandled': {
    class: 'breaking-drift',
    title: 'The server fails on a credential that it must reject',
    hint: 'The operation answers a valid credential, so this is no outage. Ask the API team to reject this credential with 401: clients take a 5xx for an outage, and send the request again.',
  },
  'edge-blocked': {
    class: 'outage',
    title: 'A firewall or proxy answered in place of the API',
    hint: 'Check the endpoint, and whether the firewall allows requests from this machine. If both are right, call the team that runs the firewall.',
  },
  'rate-limited': {
    class: 'outage',
    title: 'The API received too many requests',
    hint: 'Wait, then run again with fewer requests per second (--rate). If it still fails, ask the API team for the limit.',
  },
  'redirect-answered': {
    class: 'breaking-drift',
    title: 'The API answered with a redirect',
    hint: 'Seamwatch did not follow it, so no other host received a credential. Check the endpoint. If it is right, call the API team: the contract has no redirects.',
  },
} as const satisfies Codes

type Code = keyof typeof codes

const newFinding = findingOf(codes)

/** Statuses with which firewalls and proxies answer in an API's place. */
const edgeStatuses = new Set([401, 403, 407, 451])

export const availability: Check = {
  codes,
  needs: 'response',
  check: (judgement) => {
    const { reply, requirement } = judgement
    const code = codeFor(judgement)
    if (!code) return nothingFound
    // A firewall's page is not the API's own refusal, even if one was wanted.
    const isWanted = requirement.statuses.includes(reply.status)
    if (isWanted && code !== 'edge-blocked') return nothingFound
    const finding = newFinding(judgement, {
      code,
      at: 'status',
      expected: anyOf(wantedOf(requirement)),
      received: received(reply, code),
      key: keyOf(judgement, code),
    })
    return { findings: [finding], leaves: 'nothing' }
  },
}

function wantedOf(requirement: Requirement): readonly number[] {
  return requirement.isRefusalExpected
    ? wantedRefusals(requirement)
    : requirement.statuses
}

function codeFor({
  reply,
  requirement,
  isAlone = false,
}: ReplyJudgement): Code | undefined {
  const code = codeOf(reply)
  if (code !== 'server-error' || !isAlone) return code
  return requirement.isRefusalExpected
    ? 'credential-unhandled'
    : 'input-unhandled'
}

/** Each input is a fault of its own, and each kind of credential. */
function keyOf(
  { reply, requirement, credential }: ReplyJudgement,
  code: Code,
): string {
  if (code === 'credential-unhandled') return credential.scheme
  return code === 'input-unhandled'
    ? `${reply.status} at ${requirement.name}`
    : String(reply.status)
}

function codeOf(reply: Reply): Code | undefined {
  const { status } = reply
  if (status >= 300 && status < 400) return 'redirect-answered'
  if (status === 429) return 'rate-limited'
  const isPage = mediaTypeOf(reply) === 'text/html'
  if (status === 407 || (isPage && edgeStatuses.has(status))) {
    return 'edge-blocked'
  }
  return status >= 500 ? 'server-error' : undefined
}

function received(reply: Reply, code: Code): string {
  const location = headerOf(reply.headers, 'location')
  if (code === 'redirect-answered' && location) {
    return `${reply.status} to ${JSON.stringify(location)}`
  }
  const wait = headerOf(reply.headers, 'retry-after')
  if (code === 'rate-limited' && wait) {
    return `${reply.status}, Retry-After: ${wait}`
  }
  const isAlone = code === 'input-unhandled' || code === 'credential-unhandled'
  return `${describeReply(reply)}${isAlone ? ', each time it is sent' : ''}`
}
