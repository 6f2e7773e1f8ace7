/** Deltas: differences between two schemas or operations at one place, before
 * they are judged. */
import type { Relation } from './relations.ts'

/** What a rule is about. */
export type Aspect =
  | 'type'
  | 'null'
  | 'values'
  | 'format'
  | 'length'
  | 'bounds'
  | 'multiple'
  | 'pattern'
  | 'items'
  | 'properties'
  | 'variants'
  | 'tag'
  | 'closed'
  | 'not'

/** What happened to a member of a request or a reply. */
export type Event =
  | 'removed'
  | 'new'
  | 'became-required'
  | 'became-optional'
  /** Read-only in a request, write-only in a reply. */
  | 'hidden'
  | 'default'
  | 'deprecated'
  | 'moved'
  | 'respelt'
  /** A range of which a part is left. */
  | 'narrowed'

export type MemberKind =
  'parameter' | 'property' | 'header' | 'body' | 'content-type' | 'status'

type Facts = {
  readonly before: string
  readonly after: string
  /** JSON pointers. */
  readonly old: string
  readonly new: string
}

export type RuleDelta = Facts & {
  readonly kind: 'rule'
  readonly aspect: Aspect
  readonly relation: Exclude<Relation, 'equal'>
  /** Without an example it is a risk. */
  readonly needsExample?: true
  /** Whether it is about how many variants a value may satisfy. */
  readonly isChoice?: true
}

export type MemberDelta = Facts & {
  readonly kind: 'member'
  readonly of: MemberKind
  readonly event: Event
  readonly name: string
  readonly isRequired: boolean
  /** Whether the other side accepts no name that it does not document. */
  readonly isClosed: boolean
}

export type Delta = RuleDelta | MemberDelta

export type Side = 'request' | 'reply'
