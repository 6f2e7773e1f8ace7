/** Checks the number of steps, their ids, and the steps that `after` names. */
import type { JsonValue } from '../../model/contract.ts'
import { own, textOf } from '../json.ts'
import { listOr } from '../../model/json.ts'
import { placeOf, type Fault, type Source } from '../parse/source.ts'
import { hintFor, quote } from './closest.ts'

export function stepName(step: JsonValue, index: number): string {
  return textOf(own(step, 'id')) ?? `number ${index + 1}`
}

const mostSteps = 1000

/** Comes before all other checks, whose cost grows with the square of the steps. */
export function checkLength(source: Source): readonly Fault[] {
  const { length } = listOr(own(source.value, 'steps'))
  if (length <= mostSteps) return []
  return [
    {
      code: 'value-invalid',
      fact: `The scenario has ${length} steps, more than ${mostSteps}`,
      hint: 'split it: a case needs a handful of steps',
      spot: { path: ['steps'], at: 'key' },
    },
  ]
}

export function checkSteps(source: Source): readonly Fault[] {
  return [...checkIds(source), ...checkOrder(source)]
}

/** `after` names a step that is above. */
function checkOrder(source: Source): readonly Fault[] {
  const steps = listOr(own(source.value, 'steps'))
  const ids = steps.map((step) => textOf(own(step, 'id')))
  return steps.flatMap((step, index) => {
    const after = textOf(own(step, 'after'))
    const above = ids.slice(0, index).filter((id) => id !== undefined)
    if (after === undefined || above.includes(after)) return []
    const spot = { path: ['steps', index, 'after'], at: 'value' } as const
    const fault: Fault =
      above.length === 0
        ? {
            code: 'name-unresolved',
            fact: `No step stands above this one, so none is called ${quote(after)}`,
            hint: 'move the step below the one it waits for',
            spot,
          }
        : {
            code: 'name-unresolved',
            fact: `No step above is called ${quote(after)}`,
            hint: hintFor(after, above),
            spot,
          }
    return [fault]
  })
}

function checkIds(source: Source): readonly Fault[] {
  const seen = new Map<string, number>()
  return listOr(own(source.value, 'steps')).flatMap((step, index) => {
    const id = textOf(own(step, 'id'))
    if (id === undefined) return []
    const path = ['steps', index, 'id']
    const first = seen.get(id)
    if (first === undefined) {
      seen.set(id, index)
      return []
    }
    const { line } = placeOf(source, {
      path: ['steps', first, 'id'],
      at: 'value',
    })
    return [
      {
        code: 'step-duplicate',
        fact: `Two steps are called ${quote(id)}`,
        hint: `the first is on line ${line}; give this one another id`,
        spot: { path, at: 'value' },
      } satisfies Fault,
    ]
  })
}
