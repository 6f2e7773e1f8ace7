/** Keys of a step that cannot stand beside each other, and why. */

const reasons: Readonly<Record<string, string>> = {
  expect_refused:
    'a refused call has no body to expect or save; remove one of the two',
  settles:
    'a call that is repeated would make several things; undo in the step that makes one',
}

/** @param schemaPath of the rule that forbids the other key. */
export function conflictAt(schemaPath: string): {
  readonly beside: string
  readonly hint: string | undefined
} {
  const beside = /\/dependencies\/(\w+)\//.exec(schemaPath)?.[1] ?? ''
  return { beside, hint: reasons[beside] }
}
