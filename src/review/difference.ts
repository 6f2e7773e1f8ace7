/** Differences: what changed at one place of one operation, with its code. */
import type { Code } from './codes/codes.ts'
import type { Level, Who } from './codes/code.ts'
import type { Delta } from './schemas/delta.ts'
import type { Child } from './schemas/pairing.ts'
import type { Found } from './witness/found.ts'

/** One step on the way from the top of an exchange to a place in it. */
export type Link = Pick<Child, 'step' | 'pairing' | 'wires'>

export type Difference = {
  readonly code: Code
  /** Where the code alone does not decide. */
  readonly level?: Level
  /** The event or aspect: two of one place are two differences. */
  readonly what: string
  /** `format`, where the code is about rules. */
  readonly aspect?: string
  readonly side: 'request' | 'reply' | 'operation'
  /** The component that it is written in. */
  readonly component?: string
  /** The place below the component, else below the exchange. */
  readonly at: string
  readonly before: string
  readonly after: string
  /** JSON pointers. */
  readonly old: string
  readonly new: string
  readonly operation: string
  /** Where the code alone does not decide. */
  readonly who?: Who
  /** Where an example is what was found; made when it is shown. */
  readonly witness?: () => Found
  /** What was compared, and the way to it; none for what is beside schemas. */
  readonly delta?: Delta
  readonly route?: readonly Link[]
}
