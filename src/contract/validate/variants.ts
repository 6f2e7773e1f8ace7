/** Judges `oneOf` and `anyOf`: a failed one is one error, with the errors of the
 * closest branch. */
import type { ErrorObject, ValidateFunction } from 'ajv'
import { failure, inner, leavesOf, type Judge } from './errors.ts'

export function judgeTagged({
  branches,
  parent: parentSchema,
  tags,
  variants,
}: {
  readonly branches: readonly ValidateFunction[]
  readonly parent: object
  readonly tags: {
    readonly propertyName: string
    readonly branchOf: Readonly<Record<string, number>>
    readonly isComplete: boolean
    /** A tag must name a branch; a value without tag may match one. */
    readonly isNamed: boolean
  }
  /** For a value whose tag names no branch, where one may match all the same. */
  readonly variants: Judge
}): Judge {
  const branchOf = new Map(Object.entries(tags.branchOf))
  const { propertyName } = tags
  const judge: Judge = (data, place) => {
    const tag: unknown = Object.hasOwn(Object(data), propertyName)
      ? Object(data)[propertyName]
      : undefined
    const branch = branches[branchOf.get(String(tag)) ?? -1]
    if (branch && typeof tag === 'string') {
      if (branch(data, place)) return true
      judge.errors = [inner(leavesOf(branch.errors))]
      return false
    }
    const mayMatch = !tags.isNamed || typeof tag !== 'string'
    if (!tags.isComplete && mayMatch) {
      const isMatched = variants(data, place)
      if (!isMatched) judge.errors = variants.errors ?? []
      return isMatched
    }
    const params = { propertyName, tag, values: [...branchOf.keys()] }
    judge.errors = [failure('discriminator', { parentSchema, params })]
    return false
  }
  return judge
}

export function judgeVariants(
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
    // Several nullable branches do not make null ambiguous.
    if (matched.length === 1 || (matched.length > 1 && data === null))
      return true
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
