/** Latency: was the response complete in the time that the scenario allows? */
import type { Codes } from '../model/catalog.ts'
import { nothingFound } from './check.ts'
import type { Check } from './check.ts'
import { findingOf } from './finding.ts'

const codes = {
  'latency-over-budget': {
    class: 'latency',
    title: 'The response took longer than the scenario allows',
    hint: 'Run again. If it lasts, show the times to the API team.',
  },
} as const satisfies Codes

const newFinding = findingOf(codes)

export const latency: Check = {
  codes,
  needs: 'content',
  check: (judgement) => {
    const { exchange, requirement } = judgement
    const { withinMs } = requirement
    if (withinMs === undefined || exchange.durationMs <= withinMs) {
      return nothingFound
    }
    const finding = newFinding(judgement, {
      code: 'latency-over-budget',
      at: 'duration',
      expected: `within ${withinMs} ms`,
      received: `${Math.ceil(exchange.durationMs)} ms`,
    })
    return { findings: [finding] }
  },
}
