/** Unchanged schemas: written alike in both contracts, with all that they refer
 * to. They need no comparison. */
import { refTarget } from '../../contract/document/refs.ts'
import type { JsonObject } from '../../model/contract.ts'
import { resolvePointer } from '../../model/json-pointer.ts'
import type { Documents, Pairing } from './pairing.ts'

type Text = {
  readonly isSame: boolean
  /** JSON pointers that it refers to. */
  readonly targets: readonly string[]
}

const other: Text = { isSame: false, targets: [] }

/** Says no where it is not sure. */
export function createUnchanged(
  documents: Documents,
): (pairing: Pick<Pairing, 'old' | 'new'>) => boolean {
  const texts = new Map<string, Text>()
  const unchanged = new Set<string>()

  function textOf(pointer: string): Text {
    const known = texts.get(pointer)
    if (known) return known
    const made = compareTexts(documents, [pointer, pointer])
    texts.set(pointer, made)
    return made
  }

  function isAllSame(targets: readonly string[]): boolean {
    const seen = new Set(targets)
    for (const pointer of seen) {
      if (unchanged.has(pointer)) continue
      const { isSame, targets: next } = textOf(pointer)
      if (!isSame) return false
      for (const one of next) seen.add(one)
    }
    for (const pointer of seen) unchanged.add(pointer)
    return true
  }

  return ({ old, new: fresh }) =>
    old.length === fresh.length &&
    old.every((pointer, index) => {
      const { isSame, targets } = compareTexts(documents, [
        pointer,
        fresh[index] ?? '',
      ])
      return isSame && isAllSame(targets)
    })
}

function compareTexts(
  documents: Documents,
  [from, to]: readonly [string, string],
): Text {
  const old = textAt(documents.old, from)
  if (old === undefined || old !== textAt(documents.new, to)) return other
  const targets = targetsIn(old)
  return targets ? { isSame: true, targets } : other
}

function textAt(document: JsonObject, pointer: string): string | undefined {
  return JSON.stringify(resolvePointer(document, pointer))
}

/** Of references, and of discriminators. Undefined where one leads elsewhere. */
function targetsIn(text: string): readonly string[] | undefined {
  if (/"\$ref":(?!"#)/.test(text)) return undefined
  try {
    return [...text.matchAll(/"(#(?:\/[^"\\]*)?)"/g)].map(([, ref]) =>
      refTarget(ref),
    )
  } catch {
    return undefined
  }
}
