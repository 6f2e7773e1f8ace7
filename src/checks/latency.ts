/** Latency: was the reply complete within the budget that the scenario gives? */
import type { Finding } from '../model/finding.ts'
import { findingOf } from './judgement.ts'
import type { Judgement } from './judgement.ts'

export function checkLatency(judgement: Judgement): readonly Finding[] {
  const { exchange, requirement } = judgement
  const { withinMs } = requirement
  if (withinMs === undefined || exchange.durationMs <= withinMs) return []
  const finding = findingOf(judgement, 'latency-over-budget', {
    at: 'duration',
    expected: `within ${withinMs} ms`,
    received: `${Math.ceil(exchange.durationMs)} ms`,
  })
  return [finding]
}
