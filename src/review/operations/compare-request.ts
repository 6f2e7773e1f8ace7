/** Compares what two versions of an operation accept. */
import { canonical } from '../schemas/canonical.ts'
import type { Comparison } from '../schemas/compare.ts'
import { defaultText, textOf } from '../schemas/compare-members.ts'
import type { Event, MemberDelta } from '../schemas/delta.ts'
import type { JsonValue } from '../../model/contract.ts'
import type { Both, Child } from '../schemas/pairing.ts'
import type { Shape } from '../schemas/shape.ts'
import { compareBodies } from './compare-body.ts'
import type { Part } from './compare-contents.ts'
import { bare, requirementOf } from './member.ts'
import { compareTexts } from './texts.ts'
import type { Input, Surface } from './surface.ts'

export function compareRequests(
  surfaces: Both<Surface>,
  comparison: Comparison,
): Part {
  const keys = new Set([
    ...surfaces.old.inputs.keys(),
    ...surfaces.new.inputs.keys(),
  ])
  const moved = movedInputs(surfaces)
  const taken = new Set(moved.flatMap(({ old, new: fresh }) => [old, fresh]))
  const inputs = [...keys].flatMap((key): readonly Part[] => {
    const old = surfaces.old.inputs.get(key)
    const fresh = surfaces.new.inputs.get(key)
    if ((old && taken.has(old)) || (fresh && taken.has(fresh))) return []
    return [compareInput({ old, new: fresh }, { surfaces, comparison })]
  })
  const body = compareBodies(surfaces, comparison)
  const parts = [...inputs, ...moved.map(partOfMoved), body]
  return {
    deltas: parts.flatMap(({ deltas }) => deltas),
    children: parts.flatMap(({ children }) => children),
  }
}

function nameOf({ label }: Input): string {
  return (label.split(' ').at(-1) ?? label).toLowerCase()
}

/** Removed in one place, and new in another under the same name. */
function movedInputs({
  old,
  new: fresh,
}: Both<Surface>): readonly Both<Input>[] {
  return [...old.inputs].flatMap(([key, before]) => {
    if (fresh.inputs.has(key)) return []
    const after = [...fresh.inputs].find(
      ([other, input]) =>
        !old.inputs.has(other) &&
        input.in !== before.in &&
        nameOf(input) === nameOf(before),
    )
    return after ? [{ old: before, new: after[1] }] : []
  })
}

function partOfMoved(inputs: Both<Input>): Part {
  const { old, new: fresh } = inputs
  const delta: MemberDelta = {
    ...bare('parameter', 'moved', old.label),
    before: `in ${old.in}`,
    after: `in ${fresh.in}`,
    old: old.pointer,
    new: fresh.pointer,
    isRequired: fresh.isRequired,
  }
  return { deltas: [delta], children: [childOf(inputs)] }
}

function compareInput(
  inputs: Both<Input | undefined>,
  {
    surfaces,
    comparison,
  }: { readonly surfaces: Both<Surface>; readonly comparison: Comparison },
): Part {
  const { old, new: fresh } = inputs
  const label = (old ?? fresh)?.label ?? ''
  const shapes = shapesOf(inputs, comparison)
  const delta = (event: Event, texts?: Texts): MemberDelta => ({
    ...bare('parameter', event, label),
    isRequired: (fresh ?? old)?.isRequired === true,
    before: old && shapes ? textOf({ ...old, shape: shapes.old }) : 'absent',
    after: fresh && shapes ? textOf({ ...fresh, shape: shapes.new }) : 'absent',
    old: old?.pointer ?? surfaces.old.operation.pointer,
    new: fresh?.pointer ?? surfaces.new.operation.pointer,
    ...texts,
  })
  if (!old) return { deltas: [delta('new')], children: [] }
  if (!fresh) return { deltas: [delta('removed')], children: [] }
  const [before, after] = [shapes?.old.otherwise, shapes?.new.otherwise]
  return {
    deltas: [
      ...requirementOf(old, fresh).map((event) => delta(event)),
      ...(isRespelt({ old, new: fresh }, shapes)
        ? [delta('respelt', { before: spelling(old), after: spelling(fresh) })]
        : []),
      ...(canonical(asText(before)) === canonical(asText(after))
        ? []
        : [
            delta('default', {
              before: defaultText(before),
              after: defaultText(after),
            }),
          ]),
      ...(fresh.isDeprecated && !old.isDeprecated ? [delta('deprecated')] : []),
    ],
    children: [childOf({ old, new: fresh }, shapes && comparison)],
  }
}

/** A request has no JSON there: 1 and "1" are the same. */
function asText(value: JsonValue | undefined): JsonValue | undefined {
  return value === undefined || Object(value) === value ? value : String(value)
}

type Texts = { readonly before: string; readonly after: string }

/** Undefined where a schema cannot be read; its pairing says so. */
function shapesOf(
  { old, new: fresh }: Both<Input | undefined>,
  { shapes }: Comparison,
): Both<Shape> | undefined {
  try {
    return {
      old: shapes.old.shapeOf(old?.spot ?? []),
      new: shapes.new.shapeOf(fresh?.spot ?? []),
    }
  } catch {
    return undefined
  }
}

/** The style of a path is seen in each value; that of other places, and
 * `explode`, only in lists and objects (OpenAPI 3.0.3 §4.7.12.3). */
function isRespelt(
  { old, new: fresh }: Both<Input>,
  shapes: Both<Shape> | undefined,
): boolean {
  const isComposed = [shapes?.old, shapes?.new].every((shape) =>
    shape?.alternatives.some(
      ({ kinds }) => kinds.has('array') || kinds.has('object'),
    ),
  )
  if (old.media !== fresh.media) return true
  if (old.media !== undefined) return false
  if (old.style !== fresh.style) return isComposed || old.in === 'path'
  return isComposed && old.explode !== fresh.explode
}

function spelling({ style, explode, media }: Input): string {
  if (media !== undefined) return `content ${media}`
  return `style ${style}, explode ${explode}`
}

/** @param comparison where both schemas can be read. */
function childOf(
  { old, new: fresh }: Both<Input>,
  comparison?: Comparison,
): Child {
  const pairing = { side: 'request', old: old.spot, new: fresh.spot } as const
  const child: Child = { step: old.label, pairing }
  if (old.media !== undefined || fresh.media !== undefined) return child
  const wires = { old, new: fresh }
  const content = comparison && compareTexts({ pairing, wires }, comparison)
  return { ...child, wires, ...(content && { content }) }
}
