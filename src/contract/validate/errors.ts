/** Errors of ajv: those of our own keywords, and what lists and variants hold. */
import type { ErrorObject, ValidateFunction } from 'ajv'

export type Place = NonNullable<Parameters<ValidateFunction>[1]>

/** A keyword's function; ajv reads `errors` from it after a false. */
export type Judge = {
  (data: unknown, place?: Place): boolean
  errors?: ErrorObject[]
}

/** Errors with those inside lists and chosen branches in place of the list. */
export function leavesOf(
  errors: readonly ErrorObject[] | null | undefined,
): readonly ErrorObject[] {
  if (!errors) return []
  if (!errors.some(isBranching)) return errors
  return errors.flatMap((error) => {
    if (error.keyword === 'if') return [] // only repeats that `else` failed
    return error.keyword === 'inner' ? error.params['errors'] : [error]
  })
}

function isBranching({ keyword }: ErrorObject): boolean {
  return keyword === 'inner' || keyword === 'if'
}

/** How many errors of its rule an error stands for, beside itself. */
export function moreOf(error: ErrorObject): number {
  return error.params['more'] ?? 0
}

export function inner(errors: readonly ErrorObject[]): ErrorObject {
  return failure('inner', { params: { errors } })
}

/** ajv fills in the place where `instancePath` is left undefined. */
export function failure(
  keyword: string,
  rest: { params: Record<string, unknown>; parentSchema?: object },
): ErrorObject {
  return { keyword, ...rest } as unknown as ErrorObject // as: ajv adds the rest, see above
}
