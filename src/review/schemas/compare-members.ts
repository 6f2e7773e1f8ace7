/** Compares the properties of two objects. */
import type { JsonValue } from '../../model/contract.ts'
import type { Alternative, Spot } from './alternative.ts'
import { canonical } from './canonical.ts'
import type { Both, Child, Documents } from './pairing.ts'
import type { MemberDelta, RuleDelta, Side } from './delta.ts'
import { describeShape } from './describe.ts'
import { membersOf, type Members } from './members.ts'
import type { Shape, Shapes } from './shape.ts'
import { deltasOfOthers } from './compare-others.ts'
import { writtenAt } from './written-at.ts'

export type ComparedMembers = {
  readonly deltas: readonly (MemberDelta | RuleDelta)[]
  readonly children: readonly Child[]
}

type Context = {
  readonly side: Side
  readonly documents: Documents
  readonly shapes: Both<Shapes>
}

/** A property on one side of the comparison. */
type Member = {
  readonly spot: Spot
  readonly shape: Shape
  readonly isRequired: boolean
  /** A read-only property is no part of a request, a write-only one no part of a
   * reply (OpenAPI 3.0.3 §4.7.24). */
  readonly isHidden: boolean
}

export function compareMembers(
  objects: Both<Alternative>,
  context: Context,
): ComparedMembers {
  const members = { old: membersOf(objects.old), new: membersOf(objects.new) }
  const names = new Set([
    ...members.old.named.keys(),
    ...members.new.named.keys(),
  ])
  const parts = [...names].map((name) =>
    compareMember(name, { objects, members, context }),
  )
  const rest = compareOthers({ objects, members, context })
  return {
    deltas: [...parts, rest].flatMap((part) => part.deltas),
    children: [...parts, rest].flatMap((part) => part.children),
  }
}

const none: ComparedMembers = { deltas: [], children: [] }

type Given = {
  readonly objects: Both<Alternative>
  readonly members: Both<Members>
  readonly context: Context
}

function compareMember(name: string, given: Given): ComparedMembers {
  const old = memberOf(name, 'old', given)
  const fresh = memberOf(name, 'new', given)
  const wasThere = old && !old.isHidden
  const isThere = fresh && !fresh.isHidden
  if (!wasThere && !isThere) return none
  const delta = (event: MemberDelta['event']): MemberDelta => ({
    kind: 'member',
    of: 'property',
    event,
    name,
    isRequired: (fresh ?? old)?.isRequired === true,
    isClosed:
      given.members[event === 'removed' ? 'new' : 'old'].others === undefined,
    before: textOf(wasThere ? old : undefined),
    after: textOf(isThere ? fresh : undefined),
    old: pointerOf(name, 'old', given),
    new: pointerOf(name, 'new', given),
  })
  if (!wasThere || !isThere) {
    const event = wasThere ? (fresh ? 'hidden' : 'removed') : 'new'
    const children = asOther(name, { old, new: fresh }, given)
    // A value that any name may have is no new property, and none that is gone.
    const isRequired = (fresh ?? old)?.isRequired === true
    const isKnown = event !== 'hidden' && children.length > 0 && !isRequired
    // An object that is closed now says so itself.
    if (event === 'removed' && isClosedNow(name, given)) return none
    return { deltas: isKnown ? [] : [delta(event)], children }
  }
  return {
    deltas: eventsOf({ old, new: fresh }, given.context.side).map((event) => ({
      ...delta(event),
      ...(event === 'default' && {
        before: defaultText(old.shape.otherwise),
        after: defaultText(fresh.shape.otherwise),
      }),
    })),
    children: [
      {
        step: name,
        pairing: { side: given.context.side, old: old.spot, new: fresh.spot },
      },
    ],
  }
}

/** Where the other side has a schema for all names, that one counts. */
function asOther(
  name: string,
  { old, new: fresh }: Both<Member | undefined>,
  { members, context }: Given,
): readonly Child[] {
  const before = old?.spot ?? members.old.others ?? []
  const after = fresh?.spot ?? members.new.others ?? []
  if ((old && fresh) || before.length === 0 || after.length === 0) return []
  const isAny = describeShape(context.shapes.new.shapeOf(after)) === 'any value'
  if (!fresh && isAny) return [] // it says nothing about a property
  const pairing = { side: context.side, old: before, new: after }
  return [{ step: name, pairing }]
}

/** For callers it is one change, however many names it excludes. */
function isClosedNow(name: string, { objects, members, context }: Given) {
  return (
    context.side === 'request' &&
    members.old.others !== undefined &&
    members.new.others === undefined &&
    objects.new.objects.some(({ properties }) => properties.has(name))
  )
}

function eventsOf(
  { old, new: fresh }: Both<Member>,
  side: Side,
): readonly MemberDelta['event'][] {
  const isDefaultSame =
    canonical(old.shape.otherwise) === canonical(fresh.shape.otherwise)
  return [
    ...(fresh.isRequired && !old.isRequired
      ? ['became-required' as const]
      : []),
    ...(old.isRequired && !fresh.isRequired
      ? ['became-optional' as const]
      : []),
    ...(side === 'request' && !isDefaultSame ? ['default' as const] : []),
    ...(fresh.shape.isDeprecated && !old.shape.isDeprecated
      ? ['deprecated' as const]
      : []),
  ]
}

/** Names that are not documented. */
function compareOthers({ objects, members, context }: Given): ComparedMembers {
  const [old, fresh] = [members.old.others, members.new.others]
  const deltas = deltasOfOthers({ old, new: fresh }, { objects, ...context })
  if (!old || !fresh || old.length + fresh.length === 0)
    return { deltas, children: [] }
  const pairing = { side: context.side, old, new: fresh }
  return { deltas, children: [{ step: '*', pairing }] }
}

function memberOf(
  name: string,
  which: 'old' | 'new',
  { objects, members, context }: Given,
): Member | undefined {
  const spot = members[which].named.get(name)
  if (!spot) return undefined
  const shape = context.shapes[which].shapeOf(spot)
  const isHidden =
    context.side === 'request' ? shape.isReadOnly : shape.isWriteOnly
  const isRequired = objects[which].required.has(name) && !isHidden
  return { spot, shape, isRequired, isHidden }
}

/** Where it is written, or the object in which it would be. */
function pointerOf(
  name: string,
  which: 'old' | 'new',
  { objects, members, context }: Given,
): string {
  const written = members[which].named.get(name)?.[0]
  if (written !== undefined) return written
  const { pointers } = objects[which]
  return writtenAt(context.documents[which], pointers, ['properties'])
}

export function textOf(
  member: Pick<Member, 'shape' | 'isRequired'> | undefined,
): string {
  if (!member) return 'absent'
  const words = describeShape(member.shape)
  return `${words} (${member.isRequired ? 'required' : 'optional'})`
}

export function defaultText(value: JsonValue | undefined): string {
  return value === undefined ? 'no default' : `default ${JSON.stringify(value)}`
}
