/** Captures: reads the values that later steps need from a response. */
import type { MissingCapture } from '../checks/capture.ts'
import type { JsonValue } from '../model/contract.ts'
import type { PlannedStep } from '../model/scenario.ts'
import { readPath } from '../scenario/path.ts'

export type Captures = readonly (readonly [name: string, value: JsonValue])[]

type Captured = {
  readonly captures: Captures
  readonly missing: readonly MissingCapture[]
}

/** Of an error: the scenario does not mean to read it. */
export const nothingCaptured: Captured = { captures: [], missing: [] }

export function capture(
  { step }: Pick<PlannedStep, 'step'>,
  body: JsonValue | undefined,
): Captured {
  const captures: [string, JsonValue][] = []
  const missing: MissingCapture[] = []
  for (const { name, from } of step.saves) {
    const value = readPath(body, from)
    if (value === undefined) missing.push({ name, from })
    else captures.push([name, value])
  }
  return { captures, missing }
}
