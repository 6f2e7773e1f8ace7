/** Conditions: what a network and an API may do to a call. The recording proxy
 * makes them, so nothing is sent to a target. */
import type { Condition } from './condition.ts'
import { accepted } from './conditions-accepted.ts'
import { failing } from './conditions-failing.ts'
import { unusable } from './conditions-unusable.ts'

export const conditions: readonly Condition[] = [
  ...accepted,
  ...failing,
  ...unusable,
]
