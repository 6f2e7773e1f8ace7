/** CORS: does a browser let its page make the call, and read what comes?
 *
 * A contract does not speak of it, and yet an operation that takes a credential
 * of browsers is of no use without it. What a browser blocks there is drift; the
 * operations that take none may be closed to pages or open. */
import { headerOf } from '../model/exchange.ts'
import type {
  Blocked,
  Exchange,
  PageView,
  Preflight,
} from '../model/exchange.ts'
import type { Operation } from '../model/contract.ts'
import type { Finding } from '../model/finding.ts'
import { clear, findingOf } from './judgement.ts'
import type { Judgement, ReplyJudgement, Rung } from './judgement.ts'

/** The credentials that are made for pages. */
const browserSchemes = ['publishable_key', 'client_session']

export function isForBrowsers({ security }: Operation): boolean {
  return browserSchemes.some((scheme) => security.includes(scheme))
}

/** A call that the browser did not let leave, though the network did its work.
 * @returns undefined where something else failed. */
export function checkBlockedCall(judgement: Judgement): Finding | undefined {
  const { page, result } = judgement.exchange
  if (!page?.blocked || result.kind === 'reply') return undefined
  const status = page.preflight?.answer?.status
  if (status !== undefined && (status >= 500 || status === 429)) {
    const code = status === 429 ? 'rate-limited' : 'server-error'
    return findingOf(judgement, code, {
      at: 'preflight status',
      expected: '200 or 204',
      received: `${status}, and no call was made`,
      key: `preflight ${status}`,
    })
  }
  const { operation, requirement } = judgement
  if (requirement.isRefusalExpected && !isForBrowsers(operation)) {
    return findingOf(judgement, 'cors-closed-to-pages', {
      at: 'preflight',
      expected: 'nothing documented',
      received: page.blocked.reason,
    })
  }
  return findingOf(judgement, 'cors-preflight-refused', {
    ...placeIn(page, page.blocked),
    key: keyOf(page.blocked),
  })
}

/** The last rung where the page must read the reply and cannot. */
export function checkCors(judgement: ReplyJudgement): Rung {
  const { exchange, operation } = judgement
  const { page } = exchange
  if (!page) return clear
  const findings = [
    ...coversAuthorization(judgement, page),
    ...credentialsForAll(judgement, page),
    ...requestIdUnexposed(judgement, page),
  ]
  if (!page.blocked || !isForBrowsers(operation)) {
    return { findings, isLast: false }
  }
  const unreadable = findingOf(judgement, 'cors-reply-unreadable', {
    ...placeIn(page, page.blocked),
    received: received(judgement.reply.headers, 'access-control-allow-origin'),
    key: keyOf(page.blocked),
  })
  return { findings: [unreadable, ...findings], isLast: true }
}

/** Fetch §3.3.4: `*` allows every header but authorization. Chromium forgives it,
 * others do not. */
function coversAuthorization(
  judgement: ReplyJudgement,
  { preflight }: PageView,
): readonly Finding[] {
  if (!isForBrowsers(judgement.operation)) return []
  const allowed = allowedBy(preflight, 'access-control-allow-headers')
  const names = allowed?.toLowerCase().split(/\s*,\s*/) ?? []
  const isAsked = preflight?.headers.includes('authorization') === true
  if (!isAsked || !names.includes('*') || names.includes('authorization')) {
    return []
  }
  return [
    findingOf(judgement, 'cors-preflight-refused', {
      at: 'preflight access-control-allow-headers',
      expected: 'authorization, by its name',
      received: `${JSON.stringify(allowed)}, which leaves it out (Fetch §3.3.4)`,
      key: 'wildcard',
    }),
  ]
}

function credentialsForAll(
  judgement: ReplyJudgement,
  page: PageView,
): readonly Finding[] {
  const replies = [
    page.preflight?.answer?.headers ?? [],
    judgement.reply.headers,
  ]
  const isForAll = replies.some((headers) => {
    const origin = headerOf(headers, 'access-control-allow-origin')
    const allowed = headerOf(headers, 'access-control-allow-credentials')
    return origin === '*' && allowed === 'true'
  })
  if (!isForAll) return []
  return [
    findingOf(judgement, 'cors-credentials-for-all', {
      at: 'header access-control-allow-credentials',
      expected: "absent beside *, or the page's origin in its place",
      received: 'true',
    }),
  ]
}

function requestIdUnexposed(
  judgement: ReplyJudgement,
  { canRead }: PageView,
): readonly Finding[] {
  const { exchange, reply } = judgement
  const isSent = headerOf(reply.headers, 'seam-request-id') !== undefined
  if (exchange.fidelity !== 'wire' || !isSent) return []
  if (!canRead.status || canRead.requestId) return []
  return [
    findingOf(judgement, 'request-id-unexposed', {
      at: 'header access-control-expose-headers',
      expected: 'seam-request-id, as the SDKs read it',
      received: received(reply.headers, 'access-control-expose-headers'),
    }),
  ]
}

/** What the browser's rule is about: a header, its wanted and its actual value. */
function placeIn(
  { preflight }: PageView,
  { rule, about = '', reason }: Blocked,
): {
  readonly at: string
  readonly expected: string
  readonly received: string
} {
  const headers = preflight?.answer?.headers ?? []
  const inPreflight = (name: string, expected: string) => ({
    at: `preflight ${name}`,
    expected,
    received: received(headers, name),
  })
  if (rule === 'MethodDisallowedByPreflightResponse') {
    return inPreflight('access-control-allow-methods', about)
  }
  if (rule === 'HeaderDisallowedByPreflightResponse') {
    return inPreflight('access-control-allow-headers', about.toLowerCase())
  }
  if (/^Preflight(?:InvalidStatus|DisallowedRedirect)$/.test(rule)) {
    const status = preflight?.answer?.status ?? 'none'
    return {
      at: 'preflight status',
      expected: '200 or 204',
      received: String(status),
    }
  }
  const isOrigin = /^unseen$|AllowOrigin|Wildcard/.test(rule)
  const isCredentials = rule.endsWith('AllowCredentials')
  const name = `access-control-allow-${isCredentials ? 'credentials' : 'origin'}`
  const wanted = isCredentials ? 'true' : wantedOrigin(rule)
  if (rule.startsWith('Preflight')) return inPreflight(name, wanted)
  return isOrigin || isCredentials
    ? { at: `header ${name}`, expected: wanted, received: reason }
    : { at: 'CORS', expected: 'a call that is allowed', received: reason }
}

/** Fetch §3.3.5: a call with credentials has no use for `*`. */
function wantedOrigin(rule: string): string {
  return `${rule.includes('Wildcard') ? '' : '* or '}the page's origin`
}

/** No value of an origin takes part: a page has another one at each run. */
function keyOf({ rule, about }: Blocked): string {
  const isNamed = rule.endsWith('DisallowedByPreflightResponse')
  return isNamed && about ? `${rule} ${about.toLowerCase()}` : rule
}

function received(
  headers: NonNullable<Preflight['answer']>['headers'],
  name: string,
): string {
  const value = headerOf(headers, name)
  return value === undefined ? 'absent' : JSON.stringify(value)
}

function allowedBy(
  preflight: Preflight | undefined,
  name: string,
): string | undefined {
  return headerOf(preflight?.answer?.headers ?? [], name)
}

export function isBlocked({ page }: Exchange): boolean {
  return page?.blocked !== undefined
}
