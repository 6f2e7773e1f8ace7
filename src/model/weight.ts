/** The weight of finding classes: which one leads where several meet. */
import { effects } from './catalog.ts'
import type { Effect, FindingClass } from './catalog.ts'
import type { Finding } from './finding.ts'

/** Heaviest first. */
export const classesByWeight = [
  'auth-bypass',
  'breaking-drift',
  'auth-regression',
  'expectation',
  'sdk-risk',
  'sdk-wrong',
  'package',
  'latency',
  'scenario',
  'credential',
  'outage',
  'spec-gap',
  'additive-drift',
  'sdk-note',
] as const satisfies readonly FindingClass[]

const weights = new Map<FindingClass, number>(
  classesByWeight.map((name, index) => [name, index]),
)

/** Orders classes with the heaviest first. */
export function byWeight(left: FindingClass, right: FindingClass): number {
  return rankOf(left) - rankOf(right)
}

function rankOf(name: FindingClass): number {
  return weights.get(name) ?? classesByWeight.length
}

/** Of those that are not accepted. */
export function heaviestClass(
  findings: readonly Finding[],
): FindingClass | undefined {
  return findings
    .filter(({ accepted }) => !accepted)
    .map((finding) => finding.class)
    .toSorted(byWeight)[0]
}

/** An accepted finding is listed. */
export function effectOf(finding: Pick<Finding, 'class' | 'accepted'>): Effect {
  return finding.accepted ? 'listed' : effects[finding.class]
}

/** It is about the client that made the call, not about the API. */
export function isOfClient(finding: Pick<Finding, 'class'>): boolean {
  return finding.class.startsWith('sdk-')
}

/** A finding that alone leaves a case passed. */
export function isListed(
  finding: Pick<Finding, 'class' | 'accepted'>,
): boolean {
  return effectOf(finding) === 'listed'
}
