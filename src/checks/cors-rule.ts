/** CORS rule: names the header or status that a browser's rule is about. */
import { headerOf } from '../model/exchange.ts'
import type { Blocked, Header, PageView } from '../model/exchange.ts'
import type { Finding } from '../model/finding.ts'
import type { Judgement } from './judgement.ts'

/** The credentials that are made for pages. */
const browserSchemes = ['publishable_key', 'client_session']

/** The contract does not mention CORS. Yet an operation that accepts a browser's
 * credential is useless without it; any other may be closed to pages. Where the
 * contract opens the operation, the credential that the page sends decides. */
export function isForBrowsers({
  operation: { security },
  credential: { scheme, basis = scheme },
}: Pick<Judgement, 'operation' | 'credential'>): boolean {
  const isOpen = security.length === 0 || security.includes('')
  return browserSchemes.some(
    (it) => security.includes(it) || (isOpen && it === basis),
  )
}

/** Where the rule applies, and what the browser wanted and received there. */
export function ruleDetail(
  { preflight }: PageView,
  { rule, about = '', reason }: Blocked,
): Pick<Finding, 'at' | 'expected' | 'received'> {
  const headers = preflight?.answer?.headers ?? []
  const inPreflight = (name: string, expected: string) => ({
    at: `preflight ${name}`,
    expected,
    received: shownHeader(headers, name),
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
    : { at: 'CORS', expected: 'a call that CORS allows', received: reason }
}

/** Fetch §3.3.5: `*` does not allow calls with credentials. */
function wantedOrigin(rule: string): string {
  return `${rule.includes('Wildcard') ? '' : '* or '}the page's origin`
}

/** Without the origin's value: a page has another origin in each run. */
export function ruleKey({ rule, about }: Blocked): string {
  const isNamed = rule.endsWith('DisallowedByPreflightResponse')
  return isNamed && about ? `${rule} ${about.toLowerCase()}` : rule
}

export function shownHeader(headers: readonly Header[], name: string): string {
  const value = headerOf(headers, name)
  return value === undefined ? 'absent' : JSON.stringify(value)
}
