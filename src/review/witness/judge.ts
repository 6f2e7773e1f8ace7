/** Judges values by the schemas of one contract, with ajv. */
import type { ErrorObject } from 'ajv'
import { createCompiler } from '../../contract/validate/compile.ts'
import { leavesOf } from '../../contract/validate/errors.ts'
import type { JsonObject, JsonValue } from '../../model/contract.ts'
import { forRequests } from '../../contract/validate/for-requests.ts'
import type { Spot } from '../schemas/alternative.ts'
import type { Side } from '../schemas/delta.ts'

/** A rule that a value breaks. */
export type Broken = {
  readonly keyword: string
  /** JSON pointer of the rule. */
  readonly rule: string
  /** The name of the property that is missing, where one is. */
  readonly missing?: string
}

/** No proof may depend on how busy the machine is. */
const patternMs = 1000

/** In place of `pattern`, where the pattern takes too long: neither allowed nor
 * refused. */
const undecided = 'undecided'

/** The rules that a value breaks; none where it is allowed. Throws an `Error`
 * where a schema does not compile. */
export type SchemaJudge = (spot: Spot, value: JsonValue) => readonly Broken[]

export function createJudge(document: JsonObject, side: Side): SchemaJudge {
  const compiler = createCompiler(
    side === 'reply' ? document : forRequests(document),
    { patternMs },
  )
  const brokenBy = (error: ErrorObject): readonly Broken[] => {
    const { params } = error
    const keyword = compiler.isUndecided(error.schema)
      ? undecided
      : error.keyword
    const { pointer } = compiler.originOf(error)
    const missing: unknown = params['missingProperty']
    const closest: unknown = Object(params['closest'])['errors']
    const inner = Array.isArray(closest) ? leavesOf(closest) : []
    return [
      {
        keyword,
        rule: `${pointer}/${keyword}`,
        ...(typeof missing === 'string' && { missing }),
      },
      ...inner.flatMap(brokenBy),
    ]
  }
  return (spot, value) =>
    spot.flatMap((pointer) => {
      const validate = compiler.compile(pointer)
      return validate(value) ? [] : leavesOf(validate.errors).flatMap(brokenBy)
    })
}
