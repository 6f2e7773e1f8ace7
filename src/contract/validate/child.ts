/** Judges a value by the child that its discriminator names, beside the schema
 * that is documented for it. */
import type { Ajv } from 'ajv'
import { objectOr } from '../../model/json.ts'
import { leavesOf, type Judge } from './errors.ts'

export function addChild(ajv: Ajv): void {
  ajv.addKeyword({
    keyword: 'child',
    errors: 'full',
    compile: ({
      property,
      names,
    }: {
      readonly property: string
      /** Value of the property → name of a schema that ajv knows. */
      readonly names: Readonly<Record<string, string>>
    }) => {
      const nameOf = new Map(Object.entries(names))
      const judge: Judge = (data, place) => {
        const tag = objectOr(data)[property]
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
