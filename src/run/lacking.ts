/** Says why a step has no value for a name. */
import type { Missing } from '../scenario/template.ts'

export function lacking({ name, reason }: Missing): string {
  switch (reason) {
    case 'absent':
      return `an earlier step did not give "${name}"`
    case 'not-text':
      return `"${name}" is not a text, and stands where a text must be`
    case 'rounded':
      return `"${name}" has a number of too many digits to be sent on without a loss`
    default:
      return reason satisfies never
  }
}
