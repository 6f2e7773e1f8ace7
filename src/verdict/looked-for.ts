/** Looked for: whether a run checked again where an earlier run saw a finding. */
import { levelOf } from '../checks/catalog.ts'
import { isAbove } from '../model/level.ts'
import type { Judged, OutcomeRecord, StepOutcome } from '../model/outcome.ts'
import type { PastFinding, SeenAt } from '../model/history.ts'
import type { RunFacts } from '../model/verdict.ts'
import { afterLastCase } from './swept-findings.ts'

/** `retired`: the suite no longer has any of the cases that saw it. */
export type Fate = 'looked-for' | 'not-looked-for' | 'retired'

export type Ran = {
  readonly outcomes: readonly OutcomeRecord[]
  /** Every case of the suite and the driver has its outcome. */
  readonly isWhole: boolean
}

export function ranOf(
  outcomes: readonly OutcomeRecord[],
  {
    facts: { isFiltered },
    suiteErrors = [],
    notRun = [],
  }: {
    readonly facts: Pick<RunFacts, 'isFiltered'>
    readonly suiteErrors?: readonly unknown[]
    readonly notRun?: readonly unknown[]
  },
): Ran {
  const isWhole = !isFiltered && suiteErrors.length === 0 && notRun.length === 0
  return { outcomes, isWhole }
}

export type Looking = {
  readonly fateOf: (finding: PastFinding) => Fate
  /** The places of the finding that this run did not check. */
  readonly unchecked: (finding: PastFinding) => readonly SeenAt[]
}

/** A finding was looked for where each case and step that saw it was judged as
 * deep as its check needs. One case of three says nothing about the others. */
export function lookFor({ outcomes, isWhole }: Ran): Looking {
  const byCase = new Map(
    outcomes.map((outcome) => [keyOf(outcome.caseId, outcome.driver), outcome]),
  )
  const passed = new Set(
    outcomes
      .filter(({ status }) => status === 'passed')
      .map(({ caseId }) => caseId),
  )
  const drivers = new Set(outcomes.map(({ driver }) => driver))
  const isRetired = ({ case: id, driver }: SeenAt): boolean =>
    isWhole && drivers.has(driver) && !byCase.has(keyOf(id, driver))
  const isChecked = (seen: SeenAt, { code, at }: PastFinding): boolean => {
    // Every run looks, at its end.
    if (seen.case === afterLastCase) return true
    const outcome = byCase.get(keyOf(seen.case, seen.driver))
    if (!outcome) return false
    // A session that could not be deleted was of no step that is judged.
    if (code.startsWith('undo-')) return outcome.cleanup.length > 0
    return outcome.steps.some(
      (step) => step.id === seen.step && isJudged(step, { code, at }),
    )
  }
  const unchecked = (finding: PastFinding): readonly SeenAt[] =>
    finding.seenAt.filter(
      (seen) => !isRetired(seen) && !isChecked(seen, finding),
    )
  return {
    unchecked,
    fateOf: (finding) => {
      const { seenAt, cases } = finding
      if (seenAt.length === 0)
        return cases.every((id) => passed.has(id))
          ? 'looked-for'
          : 'not-looked-for'
      if (seenAt.every(isRetired)) return 'retired'
      return unchecked(finding).length > 0 ? 'not-looked-for' : 'looked-for'
    },
  }
}

function isJudged(
  { judged }: StepOutcome,
  { code, at }: Pick<PastFinding, 'code' | 'at'>,
): boolean {
  if (!judged || isAbove(levelOf(code), judged.reached)) return false
  if (!code.startsWith('body-')) return true
  return judged.body === 'judged' && hasArrived(at, judged)
}

/** A list without elements, or null, says nothing of what would be in it.
 * @param at such as `body.client_sessions[0].token`. */
function hasArrived(
  at: string,
  { properties }: Pick<Judged, 'properties'>,
): boolean {
  const place = at.replace(/^body\.?/, '').replaceAll(/\[\d*\]/g, '[]')
  const above = place.split('.').slice(0, -1).join('.')
  return above === '' || properties.some((it) => it.startsWith(`${above}.`))
}

function keyOf(caseId: string, driver: string): string {
  return `${driver} ${caseId}`
}
