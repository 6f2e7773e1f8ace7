/** Recorded exchanges: what a run keeps of what it sent and received, free of
 * secrets. */
import type { OperationKey } from './contract.ts'
import type { Header, Method, NoReplyReason } from './exchange.ts'

export type RecordedRun = {
  readonly runId: string
  /** `sandbox`, `fake`, `production`, or the endpoint's host. */
  readonly target: string
  readonly endpoint: string
  /** ISO instant. */
  readonly startedAt: string
  /** Where the contract came from that judged the run. */
  readonly contract: string
  /** Version of the program that wrote it. */
  readonly seamwatch: string
  /** How many exchanges were judged, and how many of them are kept. */
  readonly exchanges: number
  readonly kept: number
}

export type RecordedRequest = {
  readonly method: Method
  readonly path: string
  readonly query?: readonly Header[] | undefined
  readonly headers?: readonly Header[] | undefined
  readonly body?: string | undefined
}

export type RecordedReply = {
  readonly status: number
  readonly headers: readonly Header[]
  /** Absent where it was too long to keep, or where a page could not read it. */
  readonly body?: string | undefined
  readonly isUtf8?: false | undefined
}

export type RecordedExchange = {
  readonly runId: string
  readonly caseId: string
  readonly step: string
  readonly operation: OperationKey
  /** The name of the scheme or of the invalid credential; no value. */
  readonly credential: string
  /** The contract of the run lists this credential for the operation. */
  readonly isListed?: true | undefined
  /** The API had to reject the request. */
  readonly isProbe?: true | undefined
  readonly isSetup?: true | undefined
  readonly request: RecordedRequest
  readonly reply?: RecordedReply | undefined
  /** Why there is no reply. */
  readonly noReply?: NoReplyReason | undefined
  /** Fingerprints of what the run found in it. */
  readonly findings?: readonly string[] | undefined
}

/** One run with its exchanges. */
export type Recording = {
  /** Where it is no whole run: `3 probes of sandbox`. */
  readonly title?: string
  readonly run: RecordedRun
  readonly exchanges: readonly RecordedExchange[]
}
