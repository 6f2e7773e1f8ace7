/** Pairings: two schemas that are compared, and what was found. */
import type { JsonObject } from '../../model/contract.ts'
import type { Spot } from './alternative.ts'
import type { Wire } from '../operations/wire.ts'
import type { Delta, Side } from './delta.ts'

/** Of the old contract and of the new one. */
export type Both<Value> = { readonly old: Value; readonly new: Value }

/** Two schemas that describe the same place of an exchange. */
export type Pairing = {
  readonly side: Side
  readonly old: Spot
  readonly new: Spot
}

export type Child = {
  readonly step: string
  readonly pairing: Pairing
  /** In place of what the schemas alone would give. */
  readonly content?: Content
  /** Where the value stands as text, not as JSON. */
  readonly wires?: Both<Wire>
}

export type Content = {
  readonly deltas: readonly Delta[]
  readonly children: readonly Child[]
  /** Why the two cannot be compared. */
  readonly problem?: string
}

export type Documents = Both<JsonObject>
