/** Members: the properties of an object, from all schemas that apply to it. */
import type { Alternative, Spot } from './alternative.ts'

export type Members = {
  /** Each documented name → the schemas of its value. */
  readonly named: ReadonlyMap<string, Spot>
  /** The schemas of the values of other names; undefined where there may be no
   * other name. */
  readonly others: Spot | undefined
}

const known = new WeakMap<Alternative, Members>()

/** A name that one of the schemas forbids is not a member. */
export function membersOf(one: Alternative): Members {
  const made = known.get(one) ?? readMembers(one)
  known.set(one, made)
  return made
}

function readMembers({ objects, required }: Alternative): Members {
  const isClosed = objects.some((part) => part.additional === false)
  const names = new Set([
    ...objects.flatMap((part) => [...part.properties.keys()]),
    ...(isClosed ? [] : required),
  ])
  const named = new Map<string, Spot>()
  for (const name of names) {
    const schemas = objects.map(
      (part) => part.properties.get(name) ?? part.additional,
    )
    if (schemas.includes(false)) continue
    named.set(name, schemas.filter(isPointer))
  }
  const others = objects.map((part) => part.additional).filter(isPointer)
  return { named, others: isClosed ? undefined : others }
}

function isPointer(schema: string | boolean): schema is string {
  return typeof schema === 'string'
}
