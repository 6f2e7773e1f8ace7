/** A finding: one classified observation about the API, with a stable name. */
import type { FindingCode } from './catalog.ts'

/** Where evidence stands, as `file:line`, for the reader to follow. */
export type Evidence = {
  /** JSON pointer into the contract of the rule at stake. */
  readonly contractPointer?: string
  /** Steps into the reply's body: property names and list indexes. */
  readonly bodyPath?: readonly (string | number)[]
}

export type Finding = Evidence & {
  readonly code: FindingCode
  /** `POST /client_sessions/create` */
  readonly operation: string
  /** What in the reply is meant: `status`, `header content-type`, `body.ok`. */
  readonly at: string
  /** What was to be expected: by the contract, or by the scenario. */
  readonly expected: string
  readonly received: string
  /** Tells apart findings of one code at one operation: schema path, scheme. */
  readonly key: string
}

/** Code, operation and key: no value, id or message text takes part. */
export function fingerprintOf(finding: Finding): string {
  return [finding.code, finding.operation, finding.key]
    .filter((part) => part !== '')
    .join(' · ')
}
