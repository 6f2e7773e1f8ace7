/** Found: a finding about a release, and how often it was seen. */
import type { Finding } from '../model/finding.ts'

export type Found = Finding & {
  /** The condition that shows it; absent for a scenario. */
  readonly condition?: string
}

/** Without the method of HTTP, which a release may change. */
export function fingerprintOf({
  code,
  operation,
  key,
  condition = '',
}: Found): string {
  const path = operation.replace(/^\w+ /, '')
  return [code, path, key, condition].filter((part) => part !== '').join(' · ')
}

/** What could not be judged, why, and what to do. */
export type NotJudged = {
  readonly what: string
  readonly reason: string
}

/** What was done with one release. */
export type Tried = {
  readonly findings: readonly Found[]
  readonly notJudged: readonly NotJudged[]
  readonly cases: number
  readonly calls: number
  readonly requests: number
}

export const nothingTried: Tried = {
  findings: [],
  notJudged: [],
  cases: 0,
  calls: 0,
  requests: 0,
}

export function together(parts: readonly Tried[]): Tried {
  return parts.reduce(
    (sum, part) => ({
      findings: [...sum.findings, ...part.findings],
      notJudged: [...sum.notJudged, ...part.notJudged],
      cases: sum.cases + part.cases,
      calls: sum.calls + part.calls,
      requests: sum.requests + part.requests,
    }),
    nothingTried,
  )
}
