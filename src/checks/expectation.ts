/** Expectation: does the reply say what the scenario requires beyond the
 * contract? */
import type { Finding } from '../model/finding.ts'
import { matchBody } from '../scenario/match/match.ts'
import type { JsonReading } from './json.ts'
import { findingOf } from './judgement.ts'
import type { ReplyJudgement } from './judgement.ts'

/** @param broken places where the contract is broken already: what follows from
 * that is not told twice. */
export function checkExpectation(
  judgement: ReplyJudgement,
  {
    json,
    broken,
  }: { readonly json: JsonReading; readonly broken: readonly Finding[] },
): readonly Finding[] {
  const { expect } = judgement.requirement
  if (expect === undefined) return []
  if (json.kind !== 'json') {
    if (broken.length > 0) return []
    const received = json.kind === 'empty' ? 'no body' : 'no JSON'
    const finding = findingOf(judgement, 'expectation-unmet', {
      at: 'body',
      expected: 'JSON, as the scenario expects',
      received,
      key: 'body',
    })
    return [finding]
  }
  return matchBody(expect, json.value)
    .map((mismatch) =>
      findingOf(judgement, 'expectation-unmet', {
        at: mismatch.path === '' ? 'body' : `body.${mismatch.path}`,
        expected: mismatch.expected,
        received: mismatch.received,
        key: mismatch.path.replaceAll(/\[\d+\]/g, '[]'),
      }),
    )
    .filter(
      (mismatch) =>
        !broken.some(
          // A list with a broken item is not the list that was expected, either.
          ({ at }) => isWithin(mismatch.at, at) || isWithin(at, mismatch.at),
        ),
    )
}

function isWithin(place: string, outer: string): boolean {
  return (
    place === outer ||
    place.startsWith(`${outer}.`) ||
    place.startsWith(`${outer}[`)
  )
}
