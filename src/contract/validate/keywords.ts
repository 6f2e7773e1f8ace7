/** Adds keywords for lists and variants to ajv, with a bounded number of errors.
 *
 * ajv's `items` gathers every error of every element, which takes quadratic
 * time on a long wrong list, and its `oneOf` mixes the errors of all branches.
 * Here a list passes on a bounded selection, and a failed composition is one
 * error with the errors of the closest branch. */
import type { Ajv, ErrorObject, ValidateFunction } from 'ajv'
import { createBoundedGroups } from './bounded-groups.ts'
import { inner, leavesOf, moreOf, type Judge, type Place } from './errors.ts'
import { judgeTagged, judgeVariants } from './variants.ts'

/** Names the rule an error breaks, for grouping. */
type RuleOf = (error: ErrorObject) => string

/** How many errors a list passes on; `params.more` counts the others. */
const listLimit = 400

export function addKeywords(ajv: Ajv, ruleOf: RuleOf): void {
  for (const keyword of ['items', 'oneOf', 'anyOf', 'discriminator'])
    ajv.removeKeyword(keyword)
  ajv.addKeyword('discriminator') // read by `oneOf` below
  ajv.addKeyword({
    keyword: 'items',
    type: 'array',
    schemaType: 'object',
    errors: 'full',
    compile: (schema: object) => judgeList(ajv.compile(schema), ruleOf),
  })
  for (const keyword of ['oneOf', 'anyOf'] as const)
    ajv.addKeyword({
      keyword,
      schemaType: 'array',
      errors: 'full',
      compile: (schemas: readonly object[], parent) => {
        const branches = schemas.map((schema) => ajv.compile(schema))
        const variants = judgeVariants(branches, parent, keyword)
        const tags = parent['discriminator']
        return tags
          ? judgeTagged({ branches, parent, tags, variants })
          : variants
      },
    })
}

function judgeList(element: ValidateFunction, ruleOf: RuleOf): Judge {
  const judge: Judge = (data, place) => {
    const list = data as readonly unknown[] // as: ajv calls it for arrays only
    let groups: ReturnType<typeof createBoundedGroups<ErrorObject>> | undefined
    for (let index = 0; index < list.length; index++) {
      if (element(list[index])) continue
      groups ??= createBoundedGroups()
      const errors = leavesOf(element.errors)
      // Only kept errors need their place.
      let placed: readonly ErrorObject[] | undefined
      for (const [at, error] of errors.entries())
        groups.add(
          ruleOf(error),
          () => {
            placed ??= placedErrors(element, list[index], step(place, index))
            return placed[at] ?? error
          },
          moreOf(error) + 1,
        )
    }
    if (!groups) return true
    const { items, more } = groups.pick(listLimit)
    const counted = items.reduce((sum, error) => sum + moreOf(error), 0)
    const last = items.at(-1)
    if (last && more > counted)
      last.params['more'] = moreOf(last) + more - counted
    judge.errors = [inner(items)]
    return false
  }
  return judge
}

function placedErrors(
  element: ValidateFunction,
  value: unknown,
  place: Place,
): readonly ErrorObject[] {
  element(value, place)
  return leavesOf(element.errors)
}

function step(place: Place | undefined, index: number): Place {
  return {
    ...(place as Place), // as: ajv always hands a place to a keyword
    instancePath: `${place?.instancePath ?? ''}/${index}`,
  }
}
