/** Finds which names exist at each point of a scenario, in the order of a run. */
import type { JsonValue } from '../../model/contract.ts'
import { own } from '../json.ts'
import { listOr, objectOr } from '../../model/json.ts'
import type { Path } from '../../model/path.ts'
import { stepName } from './steps.ts'

export type Declaration = {
  readonly kind: 'value' | 'capture'
  readonly name: string
  readonly path: Path
  /** What a value is, as written; unknown of a capture. */
  readonly written?: JsonValue
  /** The step that saves a capture. */
  readonly step?: string
}

/** A part of the file that may hold templates, and what it may name. */
export type Site = {
  readonly value: JsonValue | undefined
  readonly path: Path
  /** How many of the declarations, from the first, are known here. */
  readonly known: number
  /** `matrix`: only names of the matrix may stand here. */
  readonly allows: 'all' | 'matrix'
}

type Scope = {
  readonly declarations: readonly Declaration[]
  readonly sites: readonly Site[]
}

/** Values come first, and each may use those above it. The captures of a step
 * exist from its undo on. */
export function scopeOf(file: JsonValue): Scope {
  const declarations: Declaration[] = []
  const sites: Site[] = []
  const add = (
    path: Path,
    value: JsonValue | undefined,
    allows: Site['allows'],
  ) => sites.push({ path, value, allows, known: declarations.length })
  for (const [name, written] of Object.entries(objectOr(own(file, 'values')))) {
    const path = ['values', name]
    add(path, written, 'all')
    declarations.push({ kind: 'value', name, path, written })
  }
  listOr(own(file, 'steps')).forEach((step, index) => {
    const path = ['steps', index]
    const addCall = (call: JsonValue | undefined, at: Path) => {
      const as = own(call, 'as')
      add([...at, 'method'], own(call, 'method'), 'matrix')
      add([...at, 'as'], as, typeof as === 'string' ? 'matrix' : 'all')
      add([...at, 'body'], own(call, 'body'), 'all')
    }
    addCall(step, path)
    add([...path, 'expect'], own(step, 'expect'), 'all')
    add([...path, 'assume'], own(step, 'assume'), 'all')
    for (const name of Object.keys(objectOr(own(step, 'save'))))
      declarations.push({
        kind: 'capture',
        name,
        path: [...path, 'save', name],
        step: stepName(step, index),
      })
    addCall(own(step, 'undo'), [...path, 'undo'])
  })
  return { declarations, sites }
}
