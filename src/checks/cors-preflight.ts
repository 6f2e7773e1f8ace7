/** CORS preflight: did the browser let its page make the call? */
import type { Codes } from '../model/catalog.ts'
import type { PageView } from '../model/exchange.ts'
import type { Finding } from '../model/finding.ts'
import { codes as availabilityCodes } from './availability.ts'
import { nothingFound } from './check.ts'
import type { Check } from './check.ts'
import { isForBrowsers, ruleDetail, ruleKey } from './cors-rule.ts'
import { findingOf } from './finding.ts'
import type { Judgement } from './judgement.ts'

export const codes = {
  'cors-preflight-refused': {
    class: 'breaking-drift',
    title: 'The CORS preflight was rejected',
    hint: "No web page can make this call, whatever its credential. Ask the API team to let the response to OPTIONS allow the page's origin, the method and every header that pages send.",
  },
  'cors-closed-to-pages': {
    class: 'spec-gap',
    title: 'Browsers are blocked before credentials are checked',
    hint: 'Nothing is broken: the contract lists no browser credential for this operation. The api driver checks whether it rejects credentials.',
  },
} as const satisfies Codes

const newFinding = findingOf({ ...availabilityCodes, ...codes })

export const corsPreflight: Check = {
  codes,
  needs: 'exchange',
  check: (judgement) => {
    const { page, result } = judgement.exchange
    if (!page?.blocked || result.kind === 'reply') return nothingFound
    const finding =
      failedPreflight(judgement, page) ??
      rejectedPreflight(judgement, { ...page, blocked: page.blocked })
    return { findings: [finding], leaves: 'nothing' }
  },
}

/** The server was not able to answer, so CORS is not judged. */
function failedPreflight(
  judgement: Judgement,
  { preflight }: PageView,
): Finding | undefined {
  const status = preflight?.answer?.status
  if (status === undefined || (status < 500 && status !== 429)) return undefined
  return newFinding(judgement, {
    code: status === 429 ? 'rate-limited' : 'server-error',
    at: 'preflight status',
    expected: '200 or 204',
    received: `${status}, so the browser did not send the call`,
    key: `preflight ${status}`,
  })
}

function rejectedPreflight(
  judgement: Judgement,
  page: PageView & Required<Pick<PageView, 'blocked'>>,
): Finding {
  const { requirement } = judgement
  if (requirement.isRefusalExpected && !isForBrowsers(judgement)) {
    return newFinding(judgement, {
      code: 'cors-closed-to-pages',
      at: 'preflight',
      expected: 'nothing documented',
      received: page.blocked.reason,
    })
  }
  return newFinding(judgement, {
    code: 'cors-preflight-refused',
    ...ruleDetail(page, page.blocked),
    key: ruleKey(page.blocked),
  })
}
