/** The error that ends a test whose case did not pass. */
import { resolve } from 'node:path'

import type { FindingClass } from '../../model/catalog.ts'
import { groupBy } from '../../model/group-by.ts'
import type { OutcomeRecord, StepOutcome } from '../../model/outcome.ts'
import type { Place } from '../../model/problem.ts'
import type { ContractView } from '../../verdict/contract-view.ts'
import { findingLines } from '../terminal/lines.ts'
import { visible } from '../../secrets/visible.ts'
import { heaviestClass, isListed } from '../../model/weight.ts'

/** The API was judged and is wrong: JUnit calls this a failure. */
export class ContractBroken extends Error {
  override readonly name = 'ContractBroken'
}

/** The API could not be judged: JUnit calls this an error. */
export class CouldNotJudge extends Error {
  override readonly name = 'CouldNotJudge'
}

export type ErrorOptions = {
  /** Absolute path of the project, below which scenario files stand. */
  readonly root: string
  readonly contract?: ContractView
}

/**
 * Undefined when the case passed or was not tried. The stack names the place in
 * the scenario, and Playwright prints the lines around it.
 */
export function toError(
  outcome: OutcomeRecord,
  { root, contract }: ErrorOptions,
): ContractBroken | CouldNotJudge | undefined {
  if (outcome.status === 'passed' || outcome.status === 'not-judged') {
    return undefined
  }
  const guilty = outcome.steps.flatMap(withoutListed)
  const text =
    guilty.length > 0
      ? oncePerFinding(guilty)
          .map(([step, ...also]) =>
            [...findingLines(step, contract), ...alsoAt(also)].join('\n'),
          )
          .join('\n\n')
      : visible(outcome.reason ?? `the case is ${outcome.status}`)
  const heaviest = heaviestClass(guilty.flatMap(({ findings }) => findings))
  const error =
    outcome.status === 'failed' && heaviest !== 'scenario'
      ? new ContractBroken(`${text}\n\n  ${matcherFor(heaviest)}`)
      : new CouldNotJudge(text)
  error.stack = `${error.name}: ${error.message}\n    at ${frame(root, guilty[0]?.place ?? outcome.place)}`
  return error
}

function withoutListed(step: StepOutcome): readonly StepOutcome[] {
  const findings = step.findings.filter((finding) => !isListed(finding))
  return findings.length > 0 ? [{ ...step, findings }] : []
}

/** Steps with different findings, each with the other steps that found the same. */
function oncePerFinding(
  steps: readonly StepOutcome[],
): readonly (readonly [StepOutcome, ...StepOutcome[]])[] {
  const groups = groupBy(steps, ({ operation, findings }) =>
    JSON.stringify([operation, findings]),
  )
  return [...groups.values()]
}

function alsoAt(steps: readonly StepOutcome[]): readonly string[] {
  if (steps.length === 0) return []
  const names = steps.map(({ id }) => `"${visible(id)}"`)
  return [`  also at: ${names.join(', ')}`]
}

/**
 * Playwright's JUnit reporter writes a failure, not an error, where the message
 * names a matcher; the matcher becomes the failure's type.
 */
function matcherFor(heaviest: FindingClass | undefined): string {
  switch (heaviest) {
    case 'auth-bypass':
      return 'expect(credential).toBeRejected()'
    case 'auth-regression':
      return 'expect(credential).toBeAccepted()'
    case 'expectation':
    case 'latency':
      return 'expect(response).toMeetScenario()'
    default:
      return 'expect(response).toFollowContract()'
  }
}

function frame(root: string, { file, line, column }: Place): string {
  return `${resolve(root, file)}:${line}:${column}`
}
