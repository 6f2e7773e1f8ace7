/** Unexplained refusals: values that one contract allows and the other refuses,
 * though no rule of the comparison found a harmful difference there. */
import { refTarget } from '../../contract/document/refs.ts'
import type { JsonObject, JsonValue } from '../../model/contract.ts'
import { joinPointer, resolvePointer } from '../../model/json-pointer.ts'
import { isJsonObject, listOr, objectOr } from '../../model/json.ts'
import { codes } from '../codes/codes.ts'
import { judgeDelta } from '../levels.ts'
import type { Spot } from '../schemas/alternative.ts'
import type { Comparison } from '../schemas/compare.ts'
import type { Delta, Side } from '../schemas/delta.ts'
import type { Pairing } from '../schemas/pairing.ts'
import type { Broken } from './judge.ts'
import type { JudgeOf } from './judges.ts'
import { makingOf } from './making.ts'
import { valuesOf } from './values.ts'
import { wordsOf } from './words.ts'

export type Refusal = {
  readonly value: JsonValue
  /** The keyword of the rule that refuses it, and its JSON pointer. */
  readonly keyword: string
  readonly rule: string
}

type Context = { readonly comparison: Comparison; readonly judgeOf: JudgeOf }

/** Whether a refusal could be unexplained: the two differ, and what was found does
 * not explain everything. */
export function mayHide(pairing: Pairing, comparison: Comparison): boolean {
  const { documents, contentOf } = comparison
  if (contentOf(pairing).problem !== undefined) return false
  try {
    const isSame =
      textAt(documents.old, pairing.old) === textAt(documents.new, pairing.new)
    return !isSame && wordsBelow(pairing, comparison).size < everyWord.size
  } catch {
    return false // a reference to elsewhere, which is not compared
  }
}

/** Undefined where every refusal is explained, or a schema does not compile. */
export function findUnexplained(
  pairing: Pairing,
  { comparison, judgeOf }: Context,
): Refusal | undefined {
  const { shapes, documents } = comparison
  const { side } = pairing
  const [allows, refuses] =
    side === 'request' ? (['old', 'new'] as const) : (['new', 'old'] as const)
  try {
    const explained = wordsBelow(pairing, comparison)
    const allowing = judgeOf(allows, side)
    const refusing = judgeOf(refuses, side)
    const values = valuesOf(pairing[allows], {
      ...makingOf(shapes[allows], { judge: allowing, side }),
      others: shapes[refuses].shapeOf(pairing[refuses]).alternatives,
    })
    for (const value of values) {
      const broken = refusing(pairing[refuses], value)
      const [first] = broken
      const isExplained = broken.some(
        (one) => explained.has(one.keyword) || isByTag(one, documents[refuses]),
      )
      if (!first || isExplained) continue
      if (allowing(pairing[allows], value).length > 0) continue
      return { value, keyword: first.keyword, rule: first.rule }
    }
  } catch {
    return undefined // what cannot be read is not compared, and reported
  }
  return undefined
}

/** A discriminator chooses the variant; ajv tries all of them. */
function isByTag({ keyword, rule }: Broken, document: JsonObject): boolean {
  const owner = rule.slice(0, rule.lastIndexOf('/'))
  const node = objectOr(resolvePointer(document, owner))
  return keyword === 'oneOf' && 'discriminator' in node
}

const undecided = 'undecided'
const memberWords = ['required', ...wordsOf.closed, ...wordsOf.properties]
const everyWord: ReadonlySet<string> = new Set([
  undecided,
  ...memberWords,
  ...Object.values(wordsOf).flat(),
])

/** Keywords by which harmful differences, here or below, refuse values. */
function wordsBelow(
  pairing: Pairing,
  { contentOf }: Comparison,
): ReadonlySet<string> {
  const words = new Set([undecided])
  const seen = new Set([pairing])
  for (const next of seen) {
    if (words.size === everyWord.size) break
    const { deltas, children, problem } = contentOf(next)
    if (problem !== undefined) return everyWord
    for (const delta of deltas)
      if (isHarmful(delta, next.side))
        for (const word of wordsFor(delta)) words.add(word)
    for (const child of children) seen.add(child.pairing)
  }
  return words
}

function isHarmful(delta: Delta, side: Side): boolean {
  const { code, level = codes[code].level } = judgeDelta(delta, side)
  return level === 'breaking' || level === 'risky'
}

/** What is gone, of another type, or of another variant by its tag, explains any
 * refusal: what else held for it is not compared. */
function wordsFor(delta: Delta): Iterable<string> {
  if (delta.kind === 'rule') {
    const isOther = delta.aspect === 'type' || delta.aspect === 'tag'
    return isOther ? everyWord : wordsOf[delta.aspect]
  }
  const isGone = delta.event === 'removed' || delta.event === 'hidden'
  return isGone ? everyWord : memberWords
}

/** The text of schemas and of all that applies to the same value. Properties are
 * pairings of their own. */
function textAt(document: JsonObject, spot: Spot): string {
  const seen = new Set<string>(spot)
  const texts: string[] = []
  for (const pointer of seen) {
    const node = resolvePointer(document, pointer)
    if (!isJsonObject(node)) continue
    texts.push(JSON.stringify(node))
    const { $ref } = node
    if (typeof $ref === 'string') seen.add(refTarget($ref))
    for (const word of ['allOf', 'oneOf', 'anyOf'])
      for (const index of listOr(node[word]).keys())
        seen.add(joinPointer(pointer, word, index))
  }
  return texts.join('\n')
}
