/** Captures: the values that later steps need, from the response of a step. */
import { classOf, effects } from '../model/catalog.ts'
import { findingOf } from '../checks/judgement.ts'
import type { JsonValue } from '../model/contract.ts'
import type { Finding } from '../model/finding.ts'
import type { StepOutcome } from '../model/outcome.ts'
import type { PlannedStep } from '../model/scenario.ts'
import { readPath } from '../scenario/path.ts'
import type { JudgedCall } from './judge-call.ts'
import { judgeSetup } from './setup.ts'
import { statusOf } from './status.ts'

export type Captures = readonly (readonly [name: string, value: JsonValue])[]

type Captured = {
  readonly captures: Captures
  /** Those of the captures that must not be written down. */
  readonly secrets: readonly string[]
  /** With a finding for each value that is missing. */
  readonly outcome: Omit<
    StepOutcome,
    'id' | 'place' | 'operation' | 'credential'
  >
}

/** Of an error nothing is captured: it is not what the scenario meant to read. */
export function captureFrom(
  planned: PlannedStep,
  { outcome, body, isSuccess }: JudgedCall,
): Captured {
  const { saves, isSetup } = planned.step
  const read = isSuccess ? saves : []
  const captures = read.flatMap(({ name, from }) => {
    const value = readPath(body, from)
    return value === undefined ? [] : [[name, value] as const]
  })
  const secrets = captures.flatMap(([name, value]) => {
    const isSecret = saves.some((save) => save.name === name && save.isSecret)
    return isSecret && typeof value === 'string' ? [value] : []
  })
  const lost = isBroken(outcome.findings)
    ? []
    : read
        .filter(({ from }) => readPath(body, from) === undefined)
        .map((save) => missing(save, planned))
  if (outcome.status === 'not-judged') return { captures, secrets, outcome }
  const findings = [...outcome.findings, ...lost]
  if (!isSetup)
    return {
      captures,
      secrets,
      outcome: { ...outcome, findings, status: statusOf(findings) },
    }
  const { judged: _, ...rest } = outcome
  const judged = judgeSetup(findings, { exchange: outcome.exchange, isSuccess })
  return { captures, secrets, outcome: { ...rest, ...judged } }
}

/** A value that the contract misses already is not missed twice. */
function isBroken(findings: readonly Finding[]): boolean {
  return findings.some(({ code }) => effects[classOf(code)] !== 'listed')
}

function missing(
  { name, from }: { readonly name: string; readonly from: string },
  { operation }: PlannedStep,
): Finding {
  return findingOf({ operation }, 'capture-missing', {
    at: `body.${from}`,
    expected: `a value, saved as "${name}"`,
    received: 'absent',
    key: from,
  })
}
