/** Body text: does the JSON say each thing once, and in whole characters? */
import type { Codes } from '../model/catalog.ts'
import type { Finding } from '../model/finding.ts'
import { nothingFound } from './check.ts'
import type { Check } from './check.ts'
import { findingOf } from './finding.ts'
import type { Placed } from './json.ts'
import type { ReplyJudgement } from './judgement.ts'

export const codes = {
  'body-key-duplicated': {
    class: 'breaking-drift',
    title: 'An object contains the same property twice',
    hint: 'Which of the two a client reads depends on its parser (RFC 8259 §4). Ask the API team to send it once.',
  },
  'body-text-broken': {
    class: 'breaking-drift',
    title: 'A text is cut inside a character',
    hint: 'Clients replace the half character or reject the body (RFC 8259 §8.2). Ask the API team not to cut texts between the halves of a surrogate pair.',
  },
} as const satisfies Codes

const newFinding = findingOf(codes)

export const bodyText: Check = {
  codes,
  needs: 'body',
  check: (judgement) => {
    const { json, documented } = judgement
    const { mediaType } = documented
    if (!mediaType || json.kind !== 'json') return nothingFound
    const findings = [
      ...json.duplicates.map((name) => duplicate(judgement, name)),
      ...json.halves.slice(0, 1).map((text) => half(judgement, text)),
    ]
    return { findings }
  },
}

function duplicate(
  judgement: ReplyJudgement,
  { text: name, place }: Placed,
): Finding {
  return newFinding(judgement, {
    code: 'body-key-duplicated',
    at: `body property ${JSON.stringify(name)}`,
    expected: 'once',
    received: `twice or more, again at ${place}`,
    key: name,
  })
}

/** The text itself may be a secret. */
function half(judgement: ReplyJudgement, { place }: Placed): Finding {
  return newFinding(judgement, {
    code: 'body-text-broken',
    at: 'body',
    expected: 'texts of whole characters',
    received: `half of a surrogate pair in the text at ${place}`,
  })
}
