/** Reviews documents that a test writes. */
import { readFileSync } from 'node:fs'
import { indexOperations } from '../../../src/contract/operations.ts'
import type { Contract, JsonObject } from '../../../src/model/contract.ts'
import { review, type Review } from '../../../src/review/review.ts'

/** A document that a test may change: a value of any form. */
export type Draft = ReturnType<typeof JSON.parse>

export function contractFrom(document: JsonObject): Contract {
  return {
    source: 'test',
    file: 'test.json',
    text: JSON.stringify(document, null, 1),
    document,
    operations: indexOperations(document),
  }
}

/** A copy of the pinned contract. */
export function pinned(): Draft {
  return JSON.parse(readFileSync('schemas/client-sessions.json', 'utf8'))
}

export function reviewed(old: Draft, fresh: Draft): Review {
  return review({ old: contractFrom(old), new: contractFrom(fresh) })
}

/** `breaking caller request-narrowed format · limit ×2`, one for each change;
 * the last number is that of its operations. */
export function linesOf({ changes, notCompared }: Review): readonly string[] {
  return [
    ...changes.map(
      ({ level, who, fingerprint, operations }) =>
        `${level} ${who} ${fingerprint} ×${operations.length}`,
    ),
    ...notCompared.map(({ at, why }) => `not compared ${at}: ${why}`),
  ]
}

export function linesBetween(old: Draft, fresh: Draft): readonly string[] {
  return linesOf(reviewed(old, fresh))
}
