/** What a run measured, from its verdict and outcomes. Pure. It decides nothing:
 * causes do not depend on it. */
import type { FindingClass } from '../model/catalog.ts'
import type { Exchange } from '../model/exchange.ts'
import { groupBy } from '../model/group-by.ts'
import type { Measured, OperationMeasured } from '../model/measured.ts'
import type { OutcomeRecord } from '../model/outcome.ts'
import type { Verdict } from '../model/verdict.ts'

export function measured({
  verdict,
  outcomes,
  muted = new Set(),
}: {
  readonly verdict: Pick<Verdict, 'durationMs' | 'counts' | 'polls'>
  readonly outcomes: readonly Pick<OutcomeRecord, 'steps'>[]
  /** Classes with an open maintenance window. */
  readonly muted?: ReadonlySet<FindingClass>
}): Measured {
  const sent = outcomes
    .flatMap(({ steps }) => steps)
    .flatMap(({ operation, exchange }) =>
      exchange && hasLeft(exchange) ? [{ operation, exchange }] : [],
    )
  const { passed, failed, inconclusive, notJudged } = verdict.counts.cases
  const retries = sent.map(({ exchange }) => exchange.retries?.length ?? 0)
  const settled = verdict.polls.map(({ tookMs }) => tookMs)
  return {
    durationMs: Math.round(verdict.durationMs),
    requests: sent.length + sumOf(retries),
    cases: { passed, failed, inconclusive, notJudged },
    operations: Object.fromEntries(
      [...groupBy(sent, ({ operation }) => operation)].map(
        ([operation, calls]) => [
          operation,
          ofOperation(calls.map(({ exchange }) => exchange)),
        ],
      ),
    ),
    ...(settled.length > 0 && { settleMs: Math.max(...settled) }),
    ...(muted.has('outage') && { isMuted: true as const }),
  }
}

/** What a limit of the run or a browser blocked says nothing of the API, and
 * neither does what the client ended. */
function hasLeft({ result, isEndedByClient }: Exchange): boolean {
  if (isEndedByClient) return false
  if (result.kind === 'reply') return true
  return result.reason !== 'limit' && result.reason !== 'blocked'
}

function ofOperation(exchanges: readonly Exchange[]): OperationMeasured {
  const times = exchanges
    .filter(isAnswered)
    .map(({ durationMs }) => Math.round(durationMs))
    .toSorted((one, other) => one - other)
  return [
    exchanges.length,
    times.length,
    quantile(times, 0.5),
    quantile(times, 0.95),
    times.at(-1) ?? 0,
    sumOf(times),
  ]
}

/** RFC 9110 §15.6: with 5xx a server says that it failed. */
function isAnswered({ result }: Exchange): boolean {
  return result.kind === 'reply' && result.status < 500
}

/** By nearest rank: one of the numbers. 0 of none.
 * @param sorted smallest first. */
export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0)
}
