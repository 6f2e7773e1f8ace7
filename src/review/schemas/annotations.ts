/** Annotations: what a schema says about a value without restricting it. */
import type { JsonObject, JsonValue } from '../../model/contract.ts'

export type Notes = {
  readonly isReadOnly: boolean
  readonly isWriteOnly: boolean
  readonly isDeprecated: boolean
  /** Without one: undefined. */
  readonly otherwise: JsonValue | undefined
}

export function annotationsOf(node: JsonObject): Notes {
  return {
    isReadOnly: node['readOnly'] === true,
    isWriteOnly: node['writeOnly'] === true,
    isDeprecated: node['deprecated'] === true,
    otherwise: node['default'],
  }
}

/** Of two schemas that apply together. */
export function joinNotes(a: Notes, b: Notes): Notes {
  return {
    isReadOnly: a.isReadOnly || b.isReadOnly,
    isWriteOnly: a.isWriteOnly || b.isWriteOnly,
    isDeprecated: a.isDeprecated || b.isDeprecated,
    otherwise: a.otherwise ?? b.otherwise,
  }
}
