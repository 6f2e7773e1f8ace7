/** Found: a finding about a release, and how often it was seen. */
import type { ClientEnd } from '../model/client-call.ts'
import type { JsonObject } from '../model/contract.ts'
import type { Request } from '../model/exchange.ts'
import type { Finding } from '../model/finding.ts'

export type Found = Finding & {
  /** The condition that shows it, or `types`; absent for a scenario, and where
   * every call shows it. */
  readonly condition?: string
  /** The id of the call that shows it, in `calls.ndjson`. */
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
}

/** What was done with one release. */
export type Tried = {
  readonly findings: readonly Found[]
  readonly notJudged: readonly NotJudged[]
  readonly cases: number
  readonly calls: number
  readonly requests: number
  /** Keys of the operations that the scenarios called. */
  readonly operations: readonly string[]
  /** Values that were compared with a declared type. */
  readonly declarations: number
  /** Of the calls under conditions. */
  readonly evidence: readonly CallEvidence[]
}

/** One call: what was on the wire, and how it ended. */
export type CallEvidence = {
  readonly id: string
  readonly condition: string
  readonly operation: string
  readonly parameters: JsonObject
  readonly wire: readonly WireEvidence[]
  readonly end: ClientEnd
  readonly output: string
}

export type WireEvidence = Pick<
  Request,
  'method' | 'path' | 'query' | 'headers'
> & {
  readonly body: string | null
  /** `200`, or why there was no response. */
  readonly reply: string
  readonly replyBody: string | null
  readonly startedAtMs: number
}

export const nothingTried: Tried = {
  findings: [],
  notJudged: [],
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
