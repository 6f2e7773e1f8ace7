/** Places: where in the contract a difference is written, as people read it. */
import { stepsOf } from '../model/json-pointer.ts'

export type Place = {
  /** The component that it is written in. */
  readonly component: string
  /** `client_session.token`, `device.properties[].name`. */
  readonly at: string
}

/** Undefined where the pointer leads to no component of schemas. */
export function placeInComponent(pointer: string): Place | undefined {
  const [root, kind, component, ...steps] = stepsOf(pointer)
  if (root !== 'components' || kind !== 'schemas' || component === undefined)
    return undefined
  let at = component
  for (let index = 0; index < steps.length; index++) {
    const step = steps[index] ?? ''
    if (step === 'items') at += '[]'
    else if (step === 'additionalProperties' && index < steps.length - 1)
      at += '.*'
    else if (step === 'properties' && index < steps.length - 1)
      at += `.${steps[++index]}`
    else if (['allOf', 'oneOf', 'anyOf'].includes(step)) index++
    else break
  }
  return { component, at }
}
