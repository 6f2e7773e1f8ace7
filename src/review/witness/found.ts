/** What a search for an example finds. */
import type { JsonValue } from '../../model/contract.ts'
import type { Example } from './example.ts'

/** A value that the other contract refuses. */
export type Found = {
  /** `body`, or the parameter or header that the value is of; `request` or
   * `response` for all of it. */
  readonly part: string
  readonly value: JsonValue
  /** JSON pointer of the rule that refuses it. */
  readonly rule: string
  /** The whole request or response that holds the value. */
  readonly example?: Example
}
