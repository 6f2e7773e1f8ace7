/** CORS headers: do they work in every browser, and for Seam's own client? */
import type { Codes } from '../model/catalog.ts'
import { headerOf } from '../model/exchange.ts'
import type { PageView } from '../model/exchange.ts'
import type { Finding } from '../model/finding.ts'
import { nothingFound } from './check.ts'
import type { Check } from './check.ts'
import { codes as preflightCodes } from './cors-preflight.ts'
import { isForBrowsers, shownHeader } from './cors-rule.ts'
import { findingOf } from './finding.ts'
import type { ReplyJudgement } from './judgement.ts'

const codes = {
  'cors-credentials-for-all': {
    class: 'additive-drift',
    title: 'CORS allows credentials together with the origin *',
    hint: "Browsers reject this pair for calls with credentials, and Seam's own client makes such calls. Ask the API team to name the page's origin, or to drop access-control-allow-credentials.",
  },
  'request-id-unexposed': {
    class: 'spec-gap',
    title: 'CORS headers hide the request id from the page',
    hint: 'The API sends the id, but a web page cannot report it. This is not documented: ask the API team to list seam-request-id in access-control-expose-headers.',
  },
} as const satisfies Codes

const newFinding = findingOf({ ...preflightCodes, ...codes })

export const corsHeaders: Check = {
  codes,
  needs: 'response',
  check: (judgement) => {
    const { page } = judgement.exchange
    if (!page) return nothingFound
    const findings = [
      ...authorizationNotNamed(judgement, page),
      ...credentialsForAll(judgement, page),
      ...requestIdHidden(judgement, page),
    ]
    return { findings }
  },
}

/** Fetch §3.3.4: `*` allows every header but authorization. Chromium accepts it
 * all the same, other browsers do not. */
function authorizationNotNamed(
  judgement: ReplyJudgement,
  { preflight }: PageView,
): readonly Finding[] {
  if (!isForBrowsers(judgement)) return []
  const headers = preflight?.answer?.headers ?? []
  const allowed = headerOf(headers, 'access-control-allow-headers')
  const names = allowed?.toLowerCase().split(/\s*,\s*/) ?? []
  const isNeeded = preflight?.headers.includes('authorization') === true
  if (!isNeeded || !names.includes('*') || names.includes('authorization')) {
    return []
  }
  return [
    newFinding(judgement, {
      code: 'cors-preflight-refused',
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
  const responses = [
    page.preflight?.answer?.headers ?? [],
    judgement.reply.headers,
  ]
  const isForAll = responses.some((headers) => {
    const origin = headerOf(headers, 'access-control-allow-origin')
    const allowed = headerOf(headers, 'access-control-allow-credentials')
    return origin === '*' && allowed === 'true'
  })
  if (!isForAll) return []
  return [
    newFinding(judgement, {
      code: 'cors-credentials-for-all',
      at: 'header access-control-allow-credentials',
      expected: "absent, or the page's origin instead of *",
      received: 'true',
    }),
  ]
}

function requestIdHidden(
  judgement: ReplyJudgement,
  { canRead }: PageView,
): readonly Finding[] {
  const { exchange, reply } = judgement
  const isSent = headerOf(reply.headers, 'seam-request-id') !== undefined
  if (exchange.fidelity !== 'wire' || !isSent) return []
  if (!canRead.status || canRead.requestId) return []
  return [
    newFinding(judgement, {
      code: 'request-id-unexposed',
      at: 'header access-control-expose-headers',
      expected: 'seam-request-id, which the SDKs read',
      received: shownHeader(reply.headers, 'access-control-expose-headers'),
    }),
  ]
}
