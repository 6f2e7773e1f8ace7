/** What every finding code has: its class, a title and a hint. */

export type FindingClass =
  | 'breaking-drift'
  | 'expectation'
  | 'auth-bypass'
  | 'auth-regression'
  | 'additive-drift'
  | 'spec-gap'
  | 'latency'
  | 'sdk-wrong'
  | 'package'
  | 'sdk-risk'
  | 'credential'
  | 'outage'
  | 'scenario'
  | 'sdk-note'

/** Reads as a sentence: `body-required-missing`. Each check has its own. */
export type FindingCode = string

export type Entry = {
  readonly class: FindingClass
  /** What is wrong, in one line without a full stop. */
  readonly title: string
  /** What to do, and whom to call. */
  readonly hint: string
}

/** The codes of one check. */
export type Codes = Readonly<Record<FindingCode, Entry>>

/** What a finding of each class does to a run. */
export type Effect = 'fails' | 'inconclusive' | 'usage-error' | 'listed'

export const effects: Readonly<Record<FindingClass, Effect>> = {
  'auth-bypass': 'fails',
  'breaking-drift': 'fails',
  'auth-regression': 'fails',
  expectation: 'fails',
  latency: 'fails',
  'sdk-risk': 'fails',
  'sdk-wrong': 'fails',
  package: 'fails',
  scenario: 'usage-error',
  credential: 'inconclusive',
  outage: 'inconclusive',
  'spec-gap': 'listed',
  'additive-drift': 'listed',
  'sdk-note': 'listed',
}
