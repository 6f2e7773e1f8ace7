/** Expectation: does the response say what the scenario requires beyond the
 * contract? */
import { inferred, shownBasis } from '../model/basis.ts'
import type { Basis } from '../model/basis.ts'
import type { JsonValue } from '../model/contract.ts'
import type { Codes, FindingCode } from '../model/catalog.ts'
import type { Finding } from '../model/finding.ts'
import { effectOf } from '../model/weight.ts'
import { matchBody } from '../scenario/match/match.ts'
import { codes as bodyFormCodes } from './body-form.ts'
import { codes as bodySchemaCodes } from './body-schema.ts'
import { codes as bodyTextCodes } from './body-text.ts'
import { nothingFound } from './check.ts'
import type { Check } from './check.ts'
import { codes as errorBodyCodes } from './error-body.ts'
import { findingOf } from './finding.ts'
import type { ReplyJudgement } from './judgement.ts'
import { codes as subjectCodes } from './subject.ts'

const codes = {
  'expectation-unmet': {
    class: 'expectation',
    title: 'The response follows the contract, but not the scenario',
    hint: 'Read the step in the scenario, then decide whether the API or the scenario is wrong. If it is the API, call the API team.',
  },
} as const satisfies Codes

const newFinding = findingOf(codes)

const bodyCodes: ReadonlySet<FindingCode> = new Set(
  Object.keys({
    ...bodyFormCodes,
    ...bodyTextCodes,
    ...bodySchemaCodes,
    ...errorBodyCodes,
    ...subjectCodes,
  }),
)

export const expectation: Check = {
  codes,
  needs: 'content',
  check: (judgement, earlier) => {
    const { expect, basis, assumed = [] } = judgement.requirement
    // What follows from a body that is wrong already is not reported again.
    const wrong = earlier.filter(isWrongBody)
    const { kind } = judgement.json
    const isReadable = kind === 'json' || kind === 'text'
    if (!isReadable && wrong.length > 0) return nothingFound
    const sure =
      expect === undefined
        ? []
        : unmet(judgement, { expect, basis }).filter(isNotOf(wrong))
    const known = [...wrong, ...sure]
    const unsure = assumed.flatMap((one) =>
      unmet(judgement, {
        expect: one.expect,
        basis: inferred(one.assumption),
      }).filter(isNotOf(known)),
    )
    return { findings: [...sure, ...unsure] }
  },
}

function unmet(
  judgement: ReplyJudgement,
  {
    expect,
    basis,
  }: { readonly expect: JsonValue; readonly basis: Basis | undefined },
): readonly Finding[] {
  const { json } = judgement
  if (json.kind !== 'json' && json.kind !== 'text') {
    const finding = newFinding(judgement, {
      code: 'expectation-unmet',
      at: 'body',
      expected: 'JSON, as the scenario expects',
      received: json.kind === 'empty' ? 'no body' : 'no JSON',
      key: 'body',
      ...shownBasis(basis),
    })
    return [finding]
  }
  const body = json.kind === 'json' ? json.exact : json.value
  return matchBody(expect, body).map((mismatch) =>
    newFinding(judgement, {
      code: 'expectation-unmet',
      at: mismatch.path === '' ? 'body' : `body.${mismatch.path}`,
      expected: mismatch.expected,
      received: mismatch.received,
      key: mismatch.path.replaceAll(/\[\d+\]/g, '[]'),
      ...shownBasis(basis),
    }),
  )
}

/** A list with a wrong item cannot be the expected list, either; and no part of a
 * body can be right that is wrong as a whole. */
function isNotOf(wrong: readonly Finding[]) {
  return (finding: Finding): boolean =>
    !wrong.some(
      ({ at }) => isWithin(finding.at, at) || isWithin(at, finding.at),
    )
}

function isWrongBody(finding: Finding): boolean {
  return bodyCodes.has(finding.code) && effectOf(finding) === 'fails'
}

function isWithin(place: string, outer: string): boolean {
  return (
    place === outer ||
    place.startsWith(`${outer}.`) ||
    place.startsWith(`${outer}[`)
  )
}
