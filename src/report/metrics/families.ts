/** What a monitor measures, by name: the same for each way to send it. No
 * fingerprint is a label, so the series stay few. Pure. */
import type { VerdictStatus } from '../../model/history.ts'
import type { CauseState } from '../../model/monitor.ts'
import type { MonitorRecord } from '../../monitor/store/record.ts'
import type { Trend } from '../../monitor/trend/days.ts'
import { groupBy } from '../../model/group-by.ts'
import { gauge, one, sumOf } from './family.ts'
import type { Family } from './family.ts'
import { ofOperations } from './operations.ts'

export type Measurement = {
  readonly record: MonitorRecord
  readonly trend: Trend
  readonly nowMs: number
}

/** Only those that have a value. */
export function familiesOf(given: Measurement): readonly Family[] {
  return [
    ...ofRun(given),
    ...ofCauses(given),
    ...ofOperations(given.trend),
  ].filter(({ samples }) => samples.length > 0)
}

const statuses: readonly VerdictStatus[] = ['passed', 'failed', 'inconclusive']

function ofRun({ record, trend }: Measurement): readonly Family[] {
  const { last, days } = trend
  const { metrics } = last ?? {}
  const requests = Object.values(days).map((day) => day.requests)
  return [
    gauge('run_timestamp_seconds', {
      help: 'When the last run started.',
      of: [one(secondsAt(record.lastStart?.at))],
    }),
    gauge('judged_timestamp_seconds', {
      help: 'When the last judged run started.',
      of: [one(secondsAt(record.state.lastJudged))],
    }),
    gauge('run_duration_seconds', {
      help: 'How long the last judged run took.',
      of: [one(metrics && metrics.durationMs / 1000)],
    }),
    gauge('verdict', {
      help: 'The verdict of the last judged run: 1 at its status.',
      of: statuses.map((status) =>
        one(last && Number(last.status === status), { status }),
      ),
    }),
    gauge('cases', {
      help: 'The cases of the last judged run, by their end.',
      of: Object.entries(metrics?.cases ?? {}).map(([name, value]) =>
        one(value, { ending: name === 'notJudged' ? 'not-judged' : name }),
      ),
    }),
    gauge('settle_seconds', {
      help: 'The longest time until a change had an effect.',
      of: [
        one(
          metrics?.settleMs === undefined ? undefined : metrics.settleMs / 1000,
        ),
      ],
    }),
    {
      name: 'seamwatch_requests_total',
      help: 'Requests of all runs that the monitor keeps.',
      kind: 'counter',
      samples: last ? [{ labels: {}, value: sumOf(requests) }] : [],
    },
  ]
}

function ofCauses({ record, nowMs }: Measurement): readonly Family[] {
  const causes = Object.values(record.state.causes)
  const open = causes.filter(({ phase }) => /^(?:open|flapping)$/.test(phase))
  const accepted = causes.filter(({ phase }) => phase === 'accepted')
  const undelivered = groupBy(
    record.outbox.flatMap(({ channels }) => channels),
    (channel) => channel,
  )
  return [
    gauge('findings_open', {
      help: 'Findings of open causes.',
      of:
        open.length === 0
          ? [one(0)]
          : [
              ...groupBy(open, (it) => JSON.stringify([it.class, it.owner])),
            ].map(([, group]) => {
              const [{ class: name, owner }] = group
              return one(count(group), { class: name, owner })
            }),
    }),
    gauge('findings_accepted', {
      help: 'Findings of accepted causes.',
      of: [one(count(accepted))],
    }),
    gauge('finding_age_seconds', {
      help: 'How long the oldest open cause of a class has been open.',
      of: [...groupBy(open, (it) => it.class)].map(([name, group]) =>
        one(Math.max(...group.map((it) => ageOf(it, nowMs))), { class: name }),
      ),
    }),
    gauge('notices_undelivered', {
      help: 'Notices that a channel has not taken yet.',
      of: [...undelivered].map(([channel, { length }]) =>
        one(length, { channel }),
      ),
    }),
  ]
}

function count(causes: readonly CauseState[]): number {
  return sumOf(causes.map(({ findings }) => findings.length))
}

function ageOf({ openedAt, firstSeen }: CauseState, nowMs: number): number {
  return Math.max(0, (nowMs - Date.parse(openedAt ?? firstSeen)) / 1000)
}

function secondsAt(at: string | undefined): number | undefined {
  return at === undefined ? undefined : Date.parse(at) / 1000
}
