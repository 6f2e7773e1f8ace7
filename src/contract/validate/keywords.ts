/** Adds keywords for lists and variants to ajv, with a bounded number of errors.
 *
 * ajv's `items` gathers every error of every element, which takes quadratic
 * time on a long wrong list, and its `oneOf` mixes the errors of all branches.
 * Here a list passes on a bounded selection, and a failed composition is one
 * error with the errors of the closest branch. */
import type { Ajv, ErrorObject, ValidateFunction } from 'ajv'
import { createBoundedGroups } from './bounded-groups.ts'

/** Names the rule an error breaks, for grouping. */
type RuleOf = (error: ErrorObject) => string

type Place = NonNullable<Parameters<ValidateFunction>[1]>

/** A keyword's function; ajv reads `errors` from it after a false. */
type Judge = {
  (data: unknown, place?: Place): boolean
  errors?: ErrorObject[]
}

/** How many errors a list passes on; `params.more` counts the others. */
const listLimit = 400

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
        const tags = parent['discriminator']
        if (keyword === 'oneOf' && tags)
          return judgeTagged(branches, parent, tags)
        return judgeVariants(branches, parent, keyword)
      },
    })
}

/** How many errors of its rule an error stands for, beside itself. */
export function moreOf(error: ErrorObject): number {
  return error.params['more'] ?? 0
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

function judgeTagged(
  branches: readonly ValidateFunction[],
  parentSchema: object,
  tags: {
    readonly propertyName: string
    readonly branchOf: Readonly<Record<string, number>>
  },
): Judge {
  const branchOf = new Map(Object.entries(tags.branchOf))
  const { propertyName } = tags
  const judge: Judge = (data, place) => {
    const tag: unknown = Object(data)[propertyName]
    const branch = branches[branchOf.get(String(tag)) ?? -1]
    if (branch && typeof tag === 'string') {
      if (branch(data, place)) return true
      judge.errors = [inner(leavesOf(branch.errors))]
      return false
    }
    const params = { propertyName, tag, values: [...branchOf.keys()] }
    judge.errors = [failure('discriminator', { parentSchema, params })]
    return false
  }
  return judge
}

function judgeVariants(
  branches: readonly ValidateFunction[],
  parentSchema: object,
  keyword: 'oneOf' | 'anyOf',
): Judge {
  const judge: Judge = (data, place) => {
    const matched: number[] = []
    let closest: { index: number; errors: readonly ErrorObject[] } | undefined
    let lowest = Infinity
    for (const [index, branch] of branches.entries()) {
      if (branch(data, place)) {
        if (keyword === 'anyOf') return true
        matched.push(index)
        continue
      }
      const errors = leavesOf(branch.errors)
      const weight = weigh(errors, place?.instancePath ?? '')
      if (weight < lowest) {
        lowest = weight
        closest = { index, errors: errors.slice(0, 3) }
      }
    }
    if (matched.length === 1) return true
    const { length: count } = branches
    const params = matched.length > 1 ? { matched, count } : { closest, count }
    judge.errors = [failure(keyword, { parentSchema, params })]
    return false
  }
  return judge
}

/** A wrong type at the top or a wrong fixed value means another branch. */
function weigh(errors: readonly ErrorObject[], instancePath: string): number {
  return errors.reduce((sum, error) => {
    const isTop = error.instancePath === instancePath
    if (error.keyword === 'type' && isTop) return sum + 1000
    return sum + (error.keyword === 'enum' ? 20 : 1)
  }, 0)
}

function inner(errors: readonly ErrorObject[]): ErrorObject {
  return failure('inner', { params: { errors } })
}

/** ajv fills in the place where `instancePath` is left undefined. */
function failure(
  keyword: string,
  rest: { params: Record<string, unknown>; parentSchema?: object },
): ErrorObject {
  return { keyword, ...rest } as unknown as ErrorObject // as: ajv adds the rest, see above
}

function step(place: Place | undefined, index: number): Place {
  return {
    ...(place as Place), // as: ajv always hands a place to a keyword
    instancePath: `${place?.instancePath ?? ''}/${index}`,
  }
}
