/** Request id: does the response have the id by which errors are reported?
 *
 * The SDKs read it from every response, but the contract does not mention it: a
 * missing id is listed and fails nothing. */
import type { Codes } from '../model/catalog.ts'
import { headerOf } from '../model/exchange.ts'
import { nothingFound } from './check.ts'
import type { Check } from './check.ts'
import { findingOf } from './finding.ts'

const name = 'seam-request-id'

const codes = {
  'request-id-missing': {
    class: 'spec-gap',
    title: 'The response has no request id',
    hint: `Without the header ${name}, the API team cannot find the call in its logs. The SDKs read it; the contract does not mention it. Ask the API team to send it.`,
  },
  'request-id-repeated': {
    class: 'expectation',
    title: 'Several responses have the same request id',
    hint: 'The API team cannot find one call by it, and a cache may have answered in place of the API. Ask the API team to give each response an id of its own.',
  },
} as const satisfies Codes

const newFinding = findingOf(codes)

export const requestId: Check = {
  codes,
  needs: 'content',
  check: (judgement) => {
    const { exchange, reply, seen } = judgement
    // A client may hide headers that were sent.
    if (exchange.fidelity !== 'wire') return nothingFound
    const id = headerOf(reply.headers, name)?.trim()
    if (id) {
      if (!seen?.isRepeated(id, exchange)) return nothingFound
      const finding = newFinding(judgement, {
        code: 'request-id-repeated',
        at: `header ${name}`,
        expected: 'an id that no other response has',
        received: JSON.stringify(id),
      })
      // One fact for the whole run.
      return { findings: [{ ...finding, operation: '' }] }
    }
    const finding = newFinding(judgement, {
      code: 'request-id-missing',
      at: `header ${name}`,
      expected: 'an id, which the SDKs read',
      received: 'absent or empty',
    })
    return { findings: [finding] }
  },
}
