/** The weight of finding classes: which one leads where several meet. */
import { isOnlyAssumed } from './basis.ts'
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

type Weighed = Pick<Finding, 'class' | 'accepted' | 'basis' | 'adopted'>

/** Accepted, or against an assumption that no team has adopted: its class does
 * not count. */
export function isDiscounted(finding: Omit<Weighed, 'class'>): boolean {
  return finding.accepted !== undefined || isOnlyAssumed(finding)
}

/** Of those that count. */
export function heaviestClass(
  findings: readonly Finding[],
): FindingClass | undefined {
  return findings
    .filter((finding) => !isDiscounted(finding))
    .map((finding) => finding.class)
    .toSorted(byWeight)[0]
}

export function effectOf(finding: Weighed): Effect {
  return isDiscounted(finding) ? 'listed' : effects[finding.class]
}

/** It is about the client that made the call, not about the API. */
export function isOfClient(finding: Pick<Finding, 'class'>): boolean {
  return finding.class.startsWith('sdk-')
}

/** A finding that alone leaves a case passed. */
export function isListed(finding: Weighed): boolean {
  return effectOf(finding) === 'listed'
}
