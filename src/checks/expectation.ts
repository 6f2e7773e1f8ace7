/** Expectation: does the response say what the scenario requires beyond the
 * contract? */
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
    const { json, requirement } = judgement
    const { expect } = requirement
    if (expect === undefined) return nothingFound
    // What follows from a body that is wrong already is not reported again.
    const wrong = earlier.filter(isWrongBody)
    if (json.kind !== 'json' && json.kind !== 'text') {
      if (wrong.length > 0) return nothingFound
      const finding = newFinding(judgement, {
        code: 'expectation-unmet',
        at: 'body',
        expected: 'JSON, as the scenario expects',
        received: json.kind === 'empty' ? 'no body' : 'no JSON',
        key: 'body',
      })
      return { findings: [finding] }
    }
    const findings = matchBody(expect, json.value).map((mismatch) =>
      newFinding(judgement, {
        code: 'expectation-unmet',
        at: mismatch.path === '' ? 'body' : `body.${mismatch.path}`,
        expected: mismatch.expected,
        received: mismatch.received,
        key: mismatch.path.replaceAll(/\[\d+\]/g, '[]'),
      }),
    )
    return {
      findings: findings.filter(
        (mismatch) =>
          !wrong.some(
            // A list with a wrong item cannot be the expected list, either.
            ({ at }) => isWithin(mismatch.at, at) || isWithin(at, mismatch.at),
          ),
      ),
    }
  },
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
