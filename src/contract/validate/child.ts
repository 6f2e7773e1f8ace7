/** Judges a value by the child that its discriminator names, beside the schema
 * that is documented for it. */
import type { Ajv } from 'ajv'
import { objectOr } from '../../model/json.ts'
import { failure, leavesOf, type Judge } from './errors.ts'

export function addChild(ajv: Ajv): void {
  ajv.addKeyword({
    keyword: 'child',
    errors: 'full',
    compile: (
      {
        property,
        names,
        others,
      }: {
        readonly property: string
        /** Value of the property → name of a schema that ajv knows. */
        readonly names: Readonly<Record<string, string>>
        /** Further values that it may have; any where it is absent. */
        readonly others?: readonly string[]
      },
      parentSchema,
    ) => {
      const nameOf = new Map(Object.entries(names))
      const values = others && [...new Set([...nameOf.keys(), ...others])]
      const judge: Judge = (data, place) => {
        const tag = objectOr(data)[property]
        if (values && typeof tag === 'string' && !values.includes(tag)) {
          const params = { propertyName: property, tag, values }
          judge.errors = [failure('discriminator', { parentSchema, params })]
          return false
        }
        const name = typeof tag === 'string' ? nameOf.get(tag) : undefined
        // Only now: a child may hold its parent, and so on.
        const child = name === undefined ? undefined : ajv.getSchema(name)
        if (!child || child(data, place)) return true
        judge.errors = [...leavesOf(child.errors)]
        return false
      }
      return judge
    },
  })
}
