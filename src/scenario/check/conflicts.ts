/** Keys of a step that cannot be combined, and why. */

const reasons: Readonly<Record<string, string>> = {
  expect_refused:
    'a rejected call has no body to expect or save; remove one of the two',
  settles:
    'a repeated call may create several things; put the undo in the step that creates one',
}

/** @param schemaPath of the rule that forbids the other key */
export function conflictAt(schemaPath: string): {
  readonly beside: string
  readonly hint: string | undefined
} {
  const beside = /\/dependencies\/(\w+)\//.exec(schemaPath)?.[1] ?? ''
  return { beside, hint: reasons[beside] }
}
