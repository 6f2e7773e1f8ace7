/** The shapes to compare where a body departs from its documented one. */
import type { Contract } from '../model/contract.ts'
import type { Validator } from '../contract/validate/validator.ts'
import type { OutcomeRecord, StepOutcome } from '../model/outcome.ts'
import type { Shapes } from './playwright/envelope.ts'

export type ShapeSource = {
  readonly contract: Contract
  readonly validator: Pick<Validator, 'shapePair'>
}

/** Of the first step whose body was found wrong; undefined where none was. */
export function shapesOf(
  { steps }: OutcomeRecord,
  source: ShapeSource,
): Shapes | undefined {
  for (const step of steps) {
    if (step.findings.some(({ code }) => code.startsWith('body-'))) {
      const shapes = pair(step, source)
      if (shapes) return shapes
    }
  }
  return undefined
}

function pair(
  { exchange, judged, operation: key }: StepOutcome,
  { contract, validator }: ShapeSource,
): Shapes | undefined {
  const operation = contract.operations.get(key)
  const response = operation?.responses.find(
    ({ statusKey }) => statusKey === judged?.statusKey,
  )
  const mediaType = response?.mediaTypes.find(
    ({ schemaPointer }) => schemaPointer !== undefined,
  )
  const result = exchange?.result
  if (!operation || !response || !mediaType) return undefined
  if (judged?.body !== 'judged' || result?.kind !== 'reply') return undefined
  const body = parsed(result.body)
  return body && validator.shapePair(body, operation, response, mediaType)
}

/** A body that was judged was JSON, and still is unless a token in it was itself
 * a piece of JSON: then what is left without the token may be none. */
function parsed(text: string): object | undefined {
  try {
    const body: unknown = JSON.parse(text)
    return typeof body === 'object' && body !== null ? body : undefined
  } catch {
    return undefined
  }
}
