/** Found: a finding about a release, and how often it was seen. */
import type { Finding } from '../model/finding.ts'
import type { CallEvidence, Who } from './evidence.ts'

export type Found = Finding & {
  /** The condition that shows it; absent for a scenario. */
  readonly condition?: string
  /** The id of the call that shows it, in `calls.ndjson`; absent where the
   * package shows it. */
  readonly call?: string
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
  readonly fix?: string
}

/** What was done with one release. */
export type Tried = {
  readonly findings: readonly Found[]
  readonly notJudged: readonly NotJudged[]
  readonly cases: number
  readonly calls: number
  readonly requests: number
  readonly evidence: readonly CallEvidence[]
}

export const nothingTried: Tried = {
  findings: [],
  notJudged: [],
  cases: 0,
  calls: 0,
  requests: 0,
  evidence: [],
}

export function together(parts: readonly Tried[]): Tried {
  return parts.reduce(
    (sum, part) => ({
      findings: [...sum.findings, ...part.findings],
      notJudged: [...sum.notJudged, ...part.notJudged],
      cases: sum.cases + part.cases,
      calls: sum.calls + part.calls,
      requests: sum.requests + part.requests,
      evidence: [...sum.evidence, ...part.evidence],
    }),
    nothingTried,
  )
}

export type WhoseCall = CallEvidence & { readonly who: Who }

export function callsOf(
  who: Who,
  tried: Tried | undefined,
): readonly WhoseCall[] {
  return (tried?.evidence ?? []).map(({ id, ...call }) => ({
    id,
    who,
    ...call,
  }))
}

/** How many of them were tried. */
export function conditionsOf({ evidence }: Tried): number {
  const names = new Set(evidence.map(({ condition }) => condition))
  names.delete(undefined)
  return names.size
}
