/** Findings of all cases, grouped by fingerprint. */
import { entryOf } from '../checks/catalog.ts'
import { effectOf } from '../model/weight.ts'
import { headerOf } from '../model/exchange.ts'
import { fingerprintOf } from '../model/finding.ts'
import type { Finding } from '../model/finding.ts'
import { groupBy } from '../model/group-by.ts'
import type { OutcomeRecord, StepOutcome } from '../model/outcome.ts'
import { renderPlace } from '../model/problem.ts'
import type { ContractView } from './contract-view.ts'
import type { SeenAt } from '../model/history.ts'
import type { VerdictFinding } from '../model/verdict.ts'
import { visible } from '../secrets/visible.ts'

/** Cases named with each finding; the others are counted. */
const caseLimit = 20

/** Places kept of each finding. */
export const seenAtMost = 20

export type Grouped = Omit<VerdictFinding, 'since' | 'firstSeen'>

type Detection = {
  readonly outcome: OutcomeRecord
  readonly step: StepOutcome
  readonly finding: Finding
}

/** In the order they were first seen. */
export function groupFindings(
  outcomes: readonly OutcomeRecord[],
  contract: ContractView | undefined,
): readonly Grouped[] {
  const detections = outcomes.flatMap((outcome) =>
    outcome.steps.flatMap((step) =>
      step.findings.map((finding): Detection => ({ outcome, step, finding })),
    ),
  )
  const groups = groupBy(detections, (it) => fingerprintOf(it.finding))
  return [...groups.values()].map((group) => describe(group, contract))
}

function describe(
  detections: readonly [Detection, ...Detection[]],
  contract: ContractView | undefined,
): Grouped {
  const [{ finding, step }] = detections
  const requestId = requestIdOf(step)
  const cases = new Set(detections.map(({ outcome }) => outcome.caseId))
  return {
    ...factsOf(finding),
    operation: operationOf(detections),
    occurrences: detections.length,
    cases: [...cases].slice(0, caseLimit),
    seenAt: placesOf(detections).slice(0, seenAtMost),
    drivers: [...new Set(detections.map(({ outcome }) => outcome.driver))],
    ...(finding.contractPointer !== undefined && contract
      ? { contractLine: contract.lineOf(finding.contractPointer) }
      : {}),
    ...(requestId === undefined ? {} : { requestId }),
    place: renderPlace(step.place),
  }
}

/** Empty where several operations differ from one assumption. */
function operationOf(detections: readonly [Detection, ...Detection[]]): string {
  const found = new Set(detections.map(({ finding }) => finding.operation))
  return found.size === 1 ? detections[0].finding.operation : ''
}

function placesOf(detections: readonly Detection[]): readonly SeenAt[] {
  const places = detections.map(({ outcome, step }): SeenAt => ({
    case: outcome.caseId,
    step: step.id,
    driver: outcome.driver,
  }))
  return [...new Map(places.map((it) => [JSON.stringify(it), it])).values()]
}

/** What a finding says, wherever it was found. */
export function factsOf(finding: Finding) {
  const { title, hint } = entryOf(finding)
  return {
    fingerprint: visible(fingerprintOf(finding)),
    code: finding.code,
    class: finding.class,
    effect: effectOf(finding),
    title,
    operation: finding.operation,
    at: visible(finding.at),
    expected: visible(finding.expected),
    received: visible(finding.received),
    hint,
    ...(finding.accepted && { accepted: finding.accepted }),
    ...(finding.basis && { basis: finding.basis }),
    ...(finding.assumption !== undefined && {
      assumption: finding.assumption,
    }),
    ...(finding.adopted && { adopted: finding.adopted }),
  }
}

/** The id that Seam gives each response: support asks for it. */
export function requestIdOf(step: StepOutcome): string | undefined {
  const result = step.exchange?.result
  if (result?.kind !== 'reply') return undefined
  const id = headerOf(result.headers, 'seam-request-id')
  return id === undefined ? undefined : visible(id, 80)
}
