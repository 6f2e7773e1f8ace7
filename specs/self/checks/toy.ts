/** Toy: a check by another author, in one file with its own code. */
import { nothingFound } from '../../../src/checks/check.ts'
import type { Check } from '../../../src/checks/check.ts'
import { findingOf } from '../../../src/checks/finding.ts'
import type { Codes } from '../../../src/model/catalog.ts'
import { headerOf } from '../../../src/model/exchange.ts'

const codes = {
  'toy-server-named': {
    class: 'spec-gap',
    title: 'The response names the software of its server',
    hint: 'Ask the API team whether that is meant.',
  },
} as const satisfies Codes

const newFinding = findingOf(codes)

export const toy: Check = {
  codes,
  needs: 'content',
  check: (judgement) => {
    const received = headerOf(judgement.reply.headers, 'server')
    if (received === undefined) return nothingFound
    const finding = newFinding(judgement, {
      code: 'toy-server-named',
      at: 'header server',
      expected: 'absent',
      received,
    })
    return { findings: [finding] }
  },
}
