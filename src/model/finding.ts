/** A finding: one classified observation about the API, with a stable name. */
import type { AcceptedBy } from './acceptance.ts'
import type { BasisShown } from './basis.ts'
import type { FindingClass, FindingCode } from './catalog.ts'

/** Where a reader can see the evidence. */
export type Evidence = {
  /** JSON pointer into the contract of the rule at stake. */
  readonly contractPointer?: string
  /** Steps into the response's body: property names and list indexes. */
  readonly bodyPath?: readonly (string | number)[]
}

export type Finding = Evidence &
  BasisShown & {
    readonly code: FindingCode
    /** As the check that raised it declares its code. */
    readonly class: FindingClass
    /** `POST /client_sessions/create`; empty where it concerns all of them. */
    readonly operation: string
    /** Place in the response: `status`, `header content-type`, `body.ok`. */
    readonly at: string
    /** What the contract or the scenario asks for. */
    readonly expected: string
    readonly received: string
    /** Distinguishes findings of one code at one operation: schema path, scheme. */
    readonly key: string
    /** A known issue: it is listed, and fails nothing. */
    readonly accepted?: AcceptedBy
  }

/** Code, operation and key: no value, id or message text takes part. What differs
 * from one assumption has one cause, at whatever operation. */
export function fingerprintOf(finding: Finding): string {
  const { code, operation, key, assumption } = finding
  const parts = assumption === undefined ? [operation, key] : [assumption]
  return [code, ...parts].filter((part) => part !== '').join(' · ')
}
