/** Captures: takes the values that later steps need from a step's response. */
import { checkCaptures } from '../checks/capture.ts'
import type { JsonValue } from '../model/contract.ts'
import type { StepOutcome } from '../model/outcome.ts'
import type { PlannedStep } from '../model/scenario.ts'
import { readPath } from '../scenario/path.ts'
import type { JudgedCall } from './judge-call.ts'
import { judgeSetup } from './setup.ts'
import { statusOf } from './status.ts'

export type Captures = readonly (readonly [name: string, value: JsonValue])[]

type Captured = {
  readonly captures: Captures
  /** Names of captures that were not kept: they have rounded numbers. */
  readonly rounded: readonly string[]
  /** The captured values that must be redacted. */
  readonly secrets: readonly string[]
  /** With a finding for each value that is missing. */
  readonly outcome: Omit<
    StepOutcome,
    'id' | 'place' | 'operation' | 'credential'
  >
}

/** Captures nothing from an error: the scenario does not name its
 * properties. */
export function captureFrom(
  { step, operation }: PlannedStep,
  { outcome, body, rounded = [], isSuccess }: JudgedCall,
): Captured {
  // What would be sent on is not what arrived: later steps are not judged.
  const isKept = ({ from }: { readonly from: string }): boolean =>
    !rounded.some(
      (at) =>
        at === from ||
        (/^[.[]/.test(at.slice(from.length)) && at.startsWith(from)),
    )
  const saves = isSuccess ? step.saves : []
  const lost = saves.filter((save) => !isKept(save)).map(({ name }) => name)
  const read = saves.filter(isKept).map((save) => ({
    ...save,
    value: readPath(body, save.from),
  }))
  const captures = read.flatMap(({ name, value }) =>
    value === undefined ? [] : [[name, value] as const],
  )
  const secrets = read.flatMap(({ isSecret, value }) =>
    isSecret && typeof value === 'string' ? [value] : [],
  )
  const isComplete = read.length === 0 && !step.isSetup
  if (outcome.reason !== undefined || isComplete)
    return { captures, rounded: lost, secrets, outcome }
  const missing = read.filter(({ value }) => value === undefined)
  const earlier = outcome.findings
  const findings = [
    ...earlier,
    ...checkCaptures({ operation, missing, earlier }),
  ]
  const { judged, ...rest } = outcome
  const conclusion = step.isSetup
    ? judgeSetup(findings, {
        stepId: step.id,
        exchange: outcome.exchange,
        isSuccess,
      })
    : { findings, status: statusOf(findings), ...(judged && { judged }) }
  const whole = { ...rest, ...conclusion }
  return { captures, rounded: lost, secrets, outcome: whole }
}
