/** The documented and the received shape of a body that breaks the contract. */
import type { Contract } from '../model/contract.ts'
import type { Validator } from '../contract/validate/validator.ts'
import type { OutcomeRecord, StepOutcome } from '../model/outcome.ts'
import type { Shapes } from './playwright/envelope.ts'

export type ShapeSource = {
  readonly contract: Contract
  readonly validator: Pick<Validator, 'shapePair'>
}

/** Of the first step with a finding in its body; undefined without any. */
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

/** A judged body was JSON. Redaction may have broken it, where a token was a piece
 * of JSON itself. */
function parsed(text: string): object | undefined {
  try {
    const body: unknown = JSON.parse(text)
    return typeof body === 'object' && body !== null ? body : undefined
  } catch {
    return undefined
  }
}
