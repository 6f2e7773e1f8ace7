/** When a cause of each class opens, and whether that wakes somebody. */
import type { FindingClass } from '../model/catalog.ts'
import type { Urgency } from '../model/monitor.ts'
import { lastLooks } from './looks.ts'

export type Rule = {
  /** `at-once`: the first run that sees it. `confirmed`: seen again after a
   * pause, or in two of five runs. `lasting`: after its time, or in two runs in a
   * row. `repeated`: in three runs in a row. `never`: it is listed only. */
  readonly opens: 'at-once' | 'confirmed' | 'lasting' | 'repeated' | 'never'
  readonly urgency: Urgency
}

type Opening = { readonly looks: string; readonly isConfirmed: boolean }

const confirmed: Rule = { opens: 'confirmed', urgency: 'page' }
const listed: Rule = { opens: 'never', urgency: 'low' }

export const rules: Readonly<Record<FindingClass, Rule>> = {
  'auth-bypass': { opens: 'at-once', urgency: 'page' },
  'breaking-drift': confirmed,
  'auth-regression': confirmed,
  expectation: confirmed,
  'sdk-risk': confirmed,
  'sdk-wrong': confirmed,
  package: confirmed,
  latency: { opens: 'repeated', urgency: 'low' },
  scenario: { opens: 'at-once', urgency: 'low' },
  // The monitor sees nothing without its credentials.
  credential: { opens: 'at-once', urgency: 'page' },
  outage: { opens: 'lasting', urgency: 'page' },
  'spec-gap': listed,
  'additive-drift': listed,
  'sdk-note': listed,
}

/** @param looks with the run that sees it now. */
export function isOpening(
  { opens }: Rule,
  { looks, isConfirmed }: Opening,
): boolean {
  if (opens === 'at-once') return true
  if (opens === 'never') return false
  if (opens === 'repeated') return seenIn(looks, 3) === 3
  if (isConfirmed) return true
  return opens === 'lasting' ? seenIn(looks, 2) === 2 : seenIn(looks, 5) >= 2
}

/** @param looks with the run that sees it now. */
export function whyOpen(
  { opens }: Rule,
  { looks, isConfirmed }: Opening,
): string {
  if (opens === 'at-once') return 'its class is never waited for'
  if (opens === 'repeated') return 'seen in three runs in a row'
  if (isConfirmed && opens === 'lasting')
    return 'it lasted for as long as the policy allows'
  if (isConfirmed) return 'seen twice: the same cases ran again after a pause'
  if (opens === 'lasting') return 'seen in two runs in a row'
  return `seen in ${seenIn(looks, 5)} of the last 5 runs that looked`
}

function seenIn(looks: string, last: number): number {
  return lastLooks(looks, last).split('x').length - 1
}
