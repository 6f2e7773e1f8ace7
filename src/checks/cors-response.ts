/** CORS response: may the page read the response that arrived? */
import type { Codes } from '../model/catalog.ts'
import type { Exchange } from '../model/exchange.ts'
import { nothingFound } from './check.ts'
import type { Check } from './check.ts'
import { isForBrowsers, ruleDetail, ruleKey, shownHeader } from './cors-rule.ts'
import { findingOf } from './finding.ts'

const codes = {
  'cors-reply-unreadable': {
    class: 'breaking-drift',
    title: 'CORS headers hide the response from the page',
    hint: 'The page sees a network failure instead of the response. Ask the API team to send access-control-allow-origin with every response, errors included.',
  },
} as const satisfies Codes

const newFinding = findingOf(codes)

export const corsResponse: Check = {
  codes,
  needs: 'response',
  check: (judgement) => {
    const { exchange, reply } = judgement
    const { page } = exchange
    if (!page?.blocked || !isForBrowsers(judgement)) return nothingFound
    const name = 'access-control-allow-origin'
    const finding = newFinding(judgement, {
      code: 'cors-reply-unreadable',
      ...ruleDetail(page, page.blocked),
      received: shownHeader(reply.headers, name),
      key: ruleKey(page.blocked),
    })
    return { findings: [finding], leaves: 'response' }
  },
}

/** The browser hid the response, or never sent the call. */
export function isBlocked({ page }: Exchange): boolean {
  return page?.blocked !== undefined
}
