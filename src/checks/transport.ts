/** Transport: did the API itself reply at all? Everything else waits for it. */
import { headerOf } from '../model/exchange.ts'
import type { NoReply, NoReplyReason, Reply } from '../model/exchange.ts'
import type { FindingCode } from '../model/catalog.ts'
import type { Finding } from '../model/finding.ts'
import { describeReply, mediaTypeOf } from './describe.ts'
import { clear, findingOf } from './judgement.ts'
import type { Judgement, ReplyJudgement, Rung } from './judgement.ts'

const codes: Readonly<Record<NoReplyReason, FindingCode>> = {
  refused: 'reply-missing',
  unresolved: 'reply-missing',
  reset: 'reply-missing',
  malformed: 'reply-missing',
  blocked: 'cors-preflight-refused',
  limit: 'reply-missing',
  unknown: 'reply-missing',
  timeout: 'reply-timed-out',
  tls: 'tls-refused',
  'too-large': 'reply-too-large',
  'cut-off': 'reply-cut-off',
}

const meanings: Readonly<Record<NoReplyReason, string>> = {
  refused: 'nobody listens there',
  unresolved: 'the host name is unknown',
  reset: 'the connection was reset',
  malformed: 'what came back is not HTTP',
  blocked: 'the browser did not let it leave',
  limit: 'the request was kept back',
  unknown: 'the connection failed',
  timeout: 'nothing complete in time',
  tls: 'the certificate was not accepted',
  'too-large': 'more than the limit',
  'cut-off': 'the connection ended inside the body',
}

/** Statuses with which firewalls and proxies answer in an API's place. */
const edgeStatuses = new Set([401, 403, 407, 451])

export function noReply(judgement: Judgement, result: NoReply): Finding {
  return findingOf(judgement, codes[result.reason], {
    at: 'reply',
    expected: 'a complete HTTP reply',
    received: `none: ${meanings[result.reason]} (${result.message})`,
    key: result.reason,
  })
}

export function checkTransport(judgement: ReplyJudgement): Rung {
  const { reply, requirement } = judgement
  const code = codeOf(reply)
  if (!code) return clear
  // A page of a firewall is not the API's own refusal, wanted or not.
  const isWanted = requirement.statuses.includes(reply.status)
  if (isWanted && code !== 'edge-blocked') return clear
  const finding = findingOf(judgement, code, {
    at: 'status',
    expected: requirement.statuses.join(' or '),
    received: received(reply, code),
    key: String(reply.status),
  })
  return { findings: [finding], isLast: true }
}

function codeOf(reply: Reply): FindingCode | undefined {
  const { status } = reply
  if (status >= 300 && status < 400) return 'redirect-answered'
  if (status === 429) return 'rate-limited'
  const isPage = mediaTypeOf(reply) === 'text/html'
  if (status === 407 || (isPage && edgeStatuses.has(status))) {
    return 'edge-blocked'
  }
  return status >= 500 ? 'server-error' : undefined
}

function received(reply: Reply, code: FindingCode): string {
  const location = headerOf(reply.headers, 'location')
  if (code === 'redirect-answered' && location) {
    return `${reply.status} to ${JSON.stringify(location)}`
  }
  const wait = headerOf(reply.headers, 'retry-after')
  if (code === 'rate-limited' && wait) {
    return `${reply.status}, Retry-After: ${wait}`
  }
  return describeReply(reply)
}
