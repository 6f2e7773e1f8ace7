/** Unjudged: what of the contract is valid, but judges nothing here? */
import type { Codes } from '../model/catalog.ts'
import type { Unjudged } from '../model/contract.ts'
import { plural } from '../model/plural.ts'
import { nothingFound } from './check.ts'
import type { Check, CheckResult } from './check.ts'
import { findingOf } from './finding.ts'
import type { ReplyJudgement } from './judgement.ts'

const codes = {
  'schema-unjudged': {
    class: 'spec-gap',
    title: 'The contract has a rule that cannot be judged',
    hint: 'Nothing is broken: all else was judged. Ask the API team for a rule of OpenAPI 3.0 that every client can read.',
  },
} as const satisfies Codes

const newFinding = findingOf(codes)

export const unjudged: Check = {
  codes,
  needs: 'body',
  check: (judgement) => {
    const { operation, json, validator, documented } = judgement
    const { response, mediaType, form } = documented
    const isRead = ['json', 'text', 'unread'].includes(json.kind)
    if (!response || !mediaType || !isRead) return nothingFound
    const made = validator.bodyJudge(operation, response, mediaType, form)
    const { schemaPointer } = mediaType
    const pointer = schemaPointer ?? response.pointer
    if (made.kind === 'uncompilable') return nothingFound
    if (made.kind === 'unjudged')
      return {
        ...listed(judgement, [{ pointer, fact: made.message }]),
        ...(schemaPointer === undefined && { judged: { body: 'no-schema' } }),
      }
    if (json.kind === 'json' && json.unlisted > 0) {
      const fact = `${plural(json.unlisted, 'number')} with too many digits to compare`
      return listed(judgement, [...made.unjudged, { pointer, fact }])
    }
    if (json.kind !== 'unread') return listed(judgement, made.unjudged)
    // Any bytes are right: then nothing is left to read.
    if (form === 'bytes') return { findings: [], judged: { body: 'judged' } }
    return listed(judgement, [{ pointer, fact: json.fact }])
  },
}

function listed(
  judgement: ReplyJudgement,
  rules: readonly Unjudged[],
): CheckResult {
  const findings = rules.map(({ pointer, fact }) =>
    newFinding(judgement, {
      code: 'schema-unjudged',
      at: 'body',
      expected: 'a rule that can be judged',
      received: fact,
      key: pointer,
      contractPointer: pointer,
    }),
  )
  return { findings }
}
