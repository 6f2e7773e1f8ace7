/** Shapes: a schema in a normal form that does not depend on how it is written.
 * References, `allOf` and variants are resolved; two spellings of one meaning
 * give one shape. */
import { refTarget } from '../../contract/document/refs.ts'
import type { JsonObject } from '../../model/contract.ts'
import { joinPointer, resolvePointer } from '../../model/json-pointer.ts'
import { isJsonObject, listOr } from '../../model/json.ts'
import {
  anything,
  isPossible,
  merge,
  tidy,
  type Alternative,
  type Spot,
} from './alternative.ts'
import { mergeValues, withoutFullList } from './merge-values.ts'
import { annotationsOf, joinNotes, type Notes } from './annotations.ts'
import { isDouble } from './exclusions.ts'
import { ownRules } from './own-rules.ts'
import { tagsOfBranches } from './tags.ts'

export type Shape = Notes & {
  readonly isNullable: boolean
  /** What a value other than null may be; none where only null is allowed. */
  readonly alternatives: readonly Alternative[]
  /** Whether a value may satisfy no more than one of them. */
  readonly isExclusive: boolean
}

export type Shapes = {
  /** Throws an `Error` of one line where a schema cannot be read. */
  readonly shapeOf: (spot: Spot) => Shape
}

/** Variants of variants multiply; beyond this a schema is not compared. */
const mostAlternatives = 512
const deepest = 256

export function createShapes(document: JsonObject): Shapes {
  const known = new Map<string, Shape>()
  const parts = new Map<string, Shape>()

  /** `above`: the schemas that apply to the same value. */
  function read(pointer: string, above: readonly string[]): Shape {
    const ready = parts.get(pointer)
    if (ready) return ready
    if (above.includes(pointer))
      throw new Error(`the schema at "#${pointer}" refers to itself`)
    if (above.length > deepest)
      throw new Error(`the schema at "#${pointer}" is nested too deep`)
    const node = resolvePointer(document, pointer)
    if (!isJsonObject(node))
      throw new Error(`no schema is written at "#${pointer}"`)
    const below = [...above, pointer]
    const readBelow = (at: string): Shape => read(at, below)
    const made =
      '$ref' in node
        ? readBelow(refTarget(node['$ref']))
        : readWords({ document, pointer, node, read: readBelow })
    const shape =
      node['nullable'] === true ? { ...made, isNullable: true } : made
    parts.set(pointer, shape)
    return shape
  }
  return {
    shapeOf(spot) {
      const key = spot.join('\n')
      const made =
        known.get(key) ?? finish(join(spot.map((at) => read(at, []))))
      known.set(key, made)
      return made
    },
  }
}

type Written = {
  readonly document: JsonObject
  readonly pointer: string
  readonly node: JsonObject
  /** Reads a schema that applies to the same value. */
  readonly read: (pointer: string) => Shape
}

function readWords(written: Written): Shape {
  const { pointer, node, read } = written
  const { alternative, isNullable } = ownRules(pointer, node)
  const own = {
    ...annotationsOf(node),
    isNullable: isNullable && !excludesNull(written),
    alternatives: [alternative],
    isExclusive: false,
  }
  const composed = listOr(node['allOf']).map((_, index) =>
    read(joinPointer(pointer, 'allOf', index)),
  )
  const choices = (['oneOf', 'anyOf'] as const).flatMap((word) =>
    listOr(node[word]).length > 0 ? [readChoice(word, written)] : [],
  )
  const doubled = isDouble(node)
    ? [read(joinPointer(pointer, 'not', 'not'))]
    : []
  return join([own, ...composed, ...choices, ...doubled])
}

function excludesNull({ node, pointer, read }: Written): boolean {
  return (
    isJsonObject(node['not']) && read(joinPointer(pointer, 'not')).isNullable
  )
}

function readChoice(
  word: 'oneOf' | 'anyOf',
  { document, pointer, node, read }: Written,
): Shape {
  const branches = listOr(node[word]).map((_, index) =>
    joinPointer(pointer, word, index),
  )
  const tags = tagsOfBranches(document, { node, branches })
  const shapes = branches.map((branch, index): Shape => {
    const shape = read(branch)
    const tag = tags[index]
    if (!tag) return shape
    const alternatives = shape.alternatives.map((one) => ({ ...one, tag }))
    return { ...shape, alternatives }
  })
  return {
    ...annotationsOf({}),
    isNullable: shapes.some((shape) => shape.isNullable),
    alternatives: requireFew(shapes.flatMap((shape) => shape.alternatives)),
    isExclusive: word === 'oneOf' && branches.length > 1,
  }
}

/** All of them together. */
function join(shapes: readonly Shape[]): Shape {
  const [only] = shapes
  if (shapes.length === 1 && only) return only
  const start: Shape = {
    ...annotationsOf({}),
    isNullable: true,
    alternatives: [anything],
    isExclusive: false,
  }
  return shapes.reduce((all, shape): Shape => {
    return {
      ...joinNotes(all, shape),
      isNullable: all.isNullable && shape.isNullable,
      isExclusive: all.isExclusive || shape.isExclusive,
      alternatives: requireFew(
        all.alternatives.flatMap((one) =>
          shape.alternatives.map((other) => merge(one, other)),
        ),
      ),
    }
  }, start)
}

/** Equal ones count once. */
function requireFew(all: readonly Alternative[]): readonly Alternative[] {
  if (all.length < 2) return all
  const unique = new Map(
    all.map((one) => [`${one.pointers.join(' ')} ${one.tag?.values}`, one]),
  )
  if (unique.size > mostAlternatives)
    throw new Error(`a schema has more than ${mostAlternatives} variants`)
  return [...unique.values()]
}

function finish(shape: Shape): Shape {
  const possible = shape.alternatives.map(tidy).filter(isPossible)
  const merged = mergeValues(possible, shape.isExclusive)
  return { ...shape, alternatives: merged.map(withoutFullList) }
}
