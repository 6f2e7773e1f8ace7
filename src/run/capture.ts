/** Captures: the values that later steps need, taken from a reply. */
import { classOf, effects } from '../model/catalog.ts'
import { findingOf } from '../checks/judgement.ts'
import type { JsonValue } from '../model/contract.ts'
import type { Finding } from '../model/finding.ts'
import { readPath } from '../scenario/path.ts'
import type { PlannedStep } from '../model/scenario.ts'

export type Captures = readonly (readonly [name: string, value: JsonValue])[]

type Captured = {
  readonly captures: Captures
  /** One for each value that is not there. */
  readonly lost: readonly Finding[]
}

/** Of an error: it is not what the scenario meant to read. */
export const nothingCaptured: Captured = { captures: [], lost: [] }

export function capture(
  { step, operation }: PlannedStep,
  body: JsonValue | undefined,
): Captured {
  const captures: [string, JsonValue][] = []
  const lost: Finding[] = []
  for (const save of step.saves) {
    const value = readPath(body, save.from)
    if (value !== undefined) captures.push([save.name, value])
    else {
      lost.push(
        findingOf({ operation }, 'capture-missing', {
          at: `body.${save.from}`,
          expected: `a value, saved as "${save.name}"`,
          received: 'absent',
          key: save.from,
        }),
      )
    }
  }
  return { captures, lost }
}

/** A value that the contract already misses is not missed twice. */
export function unexplained(
  lost: readonly Finding[],
  known: readonly Finding[],
): readonly Finding[] {
  const isBroken = known.some(({ code }) => effects[classOf(code)] !== 'listed')
  return isBroken ? [] : lost
}
