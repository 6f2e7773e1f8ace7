/** Found: a finding about a release, and how often it was seen. */
import type { Finding } from '../model/finding.ts'
import { effectOf } from '../model/weight.ts'
import type { CallEvidence, Who } from './evidence.ts'

export type Found = Finding & {
  /** The condition that shows it, or `types`; absent for a scenario, and where
   * every call shows it. */
  readonly condition?: string
  /** The id of the call that shows it, in `calls.ndjson`; absent where the
   * package shows it. */
  readonly call?: string
}

export type Named = Pick<Found, 'code' | 'operation' | 'key' | 'condition'>

/** Without the method of HTTP, which a release may change. */
export function fingerprintOf({
  code,
  operation,
  key,
  condition = '',
}: Named): string {
  const path = operation.replace(/^\w+ /, '')
  return [code, path, key, condition].filter((part) => part !== '').join(' · ')
}

/** What could not be judged, why, and what to do. */
export type NotJudged = {
  readonly what: string
  readonly reason: string
  readonly fix?: string
}

/** A call that was judged, or the package, whose path is empty. */
export type Looked = {
  readonly path: string
  /** Empty for a scenario. */
  readonly condition: string
  /** Codes after which other findings may be hidden. */
  readonly wrong: readonly string[]
}

/** The codes of findings that may hide others. */
export function hidingIn(findings: readonly Finding[]): readonly string[] {
  return findings
    .filter((it) => effectOf(it) !== 'listed' && it.class !== 'sdk-risk')
    .map(({ code }) => code)
}

/** What was done with one release. */
export type Tried = {
  readonly findings: readonly Found[]
  readonly notJudged: readonly NotJudged[]
  readonly looked: readonly Looked[]
  readonly cases: number
  readonly calls: number
  readonly requests: number
  /** Keys of the operations that the scenarios called. */
  readonly operations: readonly string[]
  /** Values that were compared with a declared type. */
  readonly declarations: number
  readonly evidence: readonly CallEvidence[]
}

export const nothingTried: Tried = {
  findings: [],
  notJudged: [],
  looked: [],
  cases: 0,
  calls: 0,
  requests: 0,
  operations: [],
  declarations: 0,
  evidence: [],
}

export function together(parts: readonly Tried[]): Tried {
  return parts.reduce(
    (sum, part) => ({
      findings: [...sum.findings, ...part.findings],
      notJudged: [...sum.notJudged, ...part.notJudged],
      looked: [...sum.looked, ...part.looked],
      cases: sum.cases + part.cases,
      calls: sum.calls + part.calls,
      requests: sum.requests + part.requests,
      operations: [...sum.operations, ...part.operations],
      declarations: sum.declarations + part.declarations,
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
