/** Findings of all cases, grouped by fingerprint. */
import { entryOf } from '../checks/catalog.ts'
import { effectOf } from '../model/weight.ts'
import { headerOf } from '../model/exchange.ts'
import { fingerprintOf } from '../model/finding.ts'
import type { Finding } from '../model/finding.ts'
import type { OutcomeRecord, StepOutcome } from '../model/outcome.ts'
import { renderPlace } from '../model/problem.ts'
import type { ContractView } from './contract-view.ts'
import type { VerdictFinding } from '../model/verdict.ts'
import { visible } from '../secrets/visible.ts'

/** Cases named with each finding; the rest is counted. */
const caseLimit = 20

export type Grouped = Omit<VerdictFinding, 'since' | 'firstSeen'>

type Sighting = {
  readonly outcome: OutcomeRecord
  readonly step: StepOutcome
  readonly finding: Finding
}

/** In the order they were first seen. */
export function groupFindings(
  outcomes: readonly OutcomeRecord[],
  contract: ContractView | undefined,
): readonly Grouped[] {
  const groups = new Map<string, [Sighting, ...Sighting[]]>()
  for (const outcome of outcomes) {
    for (const step of outcome.steps) {
      for (const finding of step.findings) {
        const sighting = { outcome, step, finding }
        const fingerprint = fingerprintOf(finding)
        const group = groups.get(fingerprint)
        if (group) group.push(sighting)
        else groups.set(fingerprint, [sighting])
      }
    }
  }
  return [...groups].map(([fingerprint, sightings]) =>
    describe(fingerprint, sightings, contract),
  )
}

function describe(
  fingerprint: string,
  sightings: readonly [Sighting, ...Sighting[]],
  contract: ContractView | undefined,
): Grouped {
  const [{ finding, step }] = sightings
  const { title, hint } = entryOf(finding)
  const requestId = requestIdOf(step)
  const cases = new Set(sightings.map(({ outcome }) => outcome.caseId))
  return {
    fingerprint: visible(fingerprint),
    code: finding.code,
    class: finding.class,
    effect: effectOf(finding),
    title,
    operation: finding.operation,
    at: visible(finding.at),
    expected: visible(finding.expected),
    received: visible(finding.received),
    hint,
    occurrences: sightings.length,
    cases: [...cases].slice(0, caseLimit),
    drivers: [...new Set(sightings.map(({ outcome }) => outcome.driver))],
    ...(finding.contractPointer !== undefined && contract
      ? { contractLine: contract.lineOf(finding.contractPointer) }
      : {}),
    ...(requestId === undefined ? {} : { requestId }),
    place: renderPlace(step.place),
  }
}

/** Seam answers each call with an id to quote when asking about it. */
export function requestIdOf(step: StepOutcome): string | undefined {
  const result = step.exchange?.result
  if (result?.kind !== 'reply') return undefined
  const id = headerOf(result.headers, 'seam-request-id')
  return id === undefined ? undefined : visible(id, 80)
}
