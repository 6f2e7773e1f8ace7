/** What a monitor measures of each operation. Pure. */
import type { OperationMeasured } from '../../model/measured.ts'
import type { Trend } from '../../monitor/trend/days.ts'
import { gauge, one, sumOf } from './family.ts'
import type { Family, Sample } from './family.ts'

export function ofOperations(trend: Trend): readonly Family[] {
  const last = Object.entries(trend.last?.metrics?.operations ?? {})
  return [
    gauge('operation_up', {
      help: '1 if each request of the last judged run was answered, and not with 5xx.',
      of: last.map(([operation, [sent, answered]]) =>
        one(Number(sent === answered), { operation }),
      ),
    }),
    {
      name: 'seamwatch_reply_seconds',
      help: 'Response times: quantiles of the last judged run, sum and count of all that are kept.',
      kind: 'summary',
      samples: last.flatMap(([operation, measured]) =>
        timesOf(operation, { measured, trend }),
      ),
    },
  ]
}

function timesOf(
  operation: string,
  {
    measured: [, answered, p50Ms, p95Ms, maxMs],
    trend,
  }: { readonly measured: OperationMeasured; readonly trend: Trend },
): readonly Sample[] {
  const days = Object.values(trend.days).flatMap(
    (day) => day.operations[operation] ?? [],
  )
  const quantiles = [
    ['0.5', p50Ms],
    ['0.95', p95Ms],
    ['1', maxMs],
  ] as const
  const labels = { operation }
  return [
    ...quantiles.map(([quantile, ms]) => ({
      labels: { operation, quantile },
      value: answered === 0 ? Number.NaN : ms / 1000,
    })),
    {
      labels,
      part: 'sum',
      value: sumOf(days.map(({ sumMs }) => sumMs)) / 1000,
    },
    { labels, part: 'count', value: sumOf(days.map((day) => day.answered)) },
  ]
}
