/** The journal of a monitor that has run for long, made without running it. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type {
  Measured,
  OperationMeasured,
} from '../../../src/model/measured.ts'
import type { SeenCause } from '../../../src/model/monitor.ts'
import { renderEvent } from '../../../src/monitor/store/line.ts'
import type { Event } from '../../../src/monitor/store/record.ts'
import { flapping, target } from './runs.ts'

export const dayMs = 86_400_000

/** Of the sandbox, and some more: 12. */
const operations = [
  ...[
    'create',
    'delete',
    'get',
    'get_or_create',
    'grant_access',
    'list',
    'revoke',
  ].map((name) => `POST /client_sessions/${name}`),
  ...['get', 'list'].map((name) => `GET /client_sessions/${name}`),
  'PUT /client_sessions/create',
  'PATCH /client_sessions/grant_access',
  'DELETE /client_sessions/delete',
]

export type Long = {
  readonly days: number
  readonly runsADay: number
  /** ISO instant of the first run. */
  readonly from?: string
}

/** @returns its events by month; each of them ends before `from` and so many
 * days. */
export function* eventsOf({
  days,
  runsADay,
  from = '2026-01-01T00:07:00.000Z',
}: Long): Generator<{ readonly day: number; readonly events: Event[] }> {
  for (let day = 0; day < days; day += 1) {
    const events: Event[] = []
    for (let nth = 0; nth < runsADay; nth += 1) {
      const atMs =
        Date.parse(from) + day * dayMs + Math.floor((nth * dayMs) / runsADay)
      if (isMissed(day, nth)) continue
      events.push(...runAt(atMs, { day, nth }))
    }
    yield { day, events }
  }
}

/** Two days without a run, and an hour here and there. */
function isMissed(day: number, nth: number): boolean {
  return day === 120 || day === 121 || (day % 40 === 17 && nth % 24 < 4)
}

function runAt(
  atMs: number,
  { day, nth }: { readonly day: number; readonly nth: number },
): readonly Event[] {
  const at = new Date(atMs).toISOString()
  const isDown = day % 45 === 30 && nth % 96 < 8
  const causes = causesOn(day, isDown)
  const isFailing = causes.some((cause) => !cause.accepted)
  const runId = `${at.slice(0, 10)}-${nth}-${day}`
  return [
    { type: 'started', runId, at },
    {
      type: 'judged',
      run: {
        runId,
        startedAt: at,
        endedAt: new Date(atMs + 42_000).toISOString(),
        status: isDown ? 'inconclusive' : isFailing ? 'failed' : 'passed',
        seen: causes,
        absent: absentOn(day, causes),
        retired: [],
      },
      target,
      flapping,
      channels: {},
      metrics: measuredOn(day, { nth, isDown }),
    },
  ]
}

/** What was seen before; for twenty days, one of them is not looked for. */
function absentOn(day: number, seen: readonly SeenCause[]): readonly string[] {
  return [...keys]
    .filter((_, index) => day > (firstDays[index] ?? 0))
    .filter((key) => !seen.some((it) => it.key === key))
    .filter((key) => key !== keys[0] || day < 265 || day > 285)
}

const keys = [
  'body-type-wrong · token',
  'body-required-missing · body.ok',
  'server-error · everywhere',
] as const

const firstDays = [61, 201, 30]

function isDrifting(day: number): boolean {
  return day >= 390 || (day % 90 > 60 && day < 265)
}

function causesOn(day: number, isDown: boolean): readonly SeenCause[] {
  const accepted = {
    owner: 'api-team',
    reason: 'mended with the next release',
    link: 'https://example.com/1',
    expires: '2026-12-31',
  }
  return [
    ...(isDrifting(day) ? [seenAs(keys[0], day)] : []),
    ...(day > 200 && day < 320 ? [{ ...seenAs(keys[1], day), accepted }] : []),
    ...(isDown ? [seenAs(keys[2], day)] : []),
  ]
}

/** With its whole text on the first day of a month, as a change would. */
function seenAs(key: string, day: number): SeenCause {
  const isDown = key.startsWith('server-error')
  const cause = {
    key,
    class: isDown ? ('outage' as const) : ('breaking-drift' as const),
    title: isDown
      ? 'The API responds with a server error'
      : key.startsWith('body-type')
        ? 'A property has the wrong type'
        : 'A required property is missing',
    hint: 'Ask the API team.',
    owner: 'client-sessions',
    findings: [],
  }
  return {
    key,
    class: cause.class,
    ...(day % 30 < 2 && { cause }),
    isConfirmed: true,
  }
}

function measuredOn(
  day: number,
  { nth, isDown }: { readonly nth: number; readonly isDown: boolean },
): Measured {
  return {
    durationMs: 42_000,
    requests: 96,
    cases: { passed: 43, failed: 0, inconclusive: 0, notJudged: 0 },
    operations: Object.fromEntries(
      operations.map((name, index): [string, OperationMeasured] => {
        const answered = isDown && index < 9 ? 3 : 8
        const wave = Math.sin(day / 15 + index) * 20 + (nth % 7) * 4
        const p50 = Math.round(70 + index * 9 + wave)
        const p95 = Math.round(p50 * (day > 300 && index === 3 ? 4.1 : 1.9))
        return [name, [8, answered, p50, p95, p95 + 31, p50 * answered]]
      }),
    ),
  }
}

/** Writes a store of them: only the journal. */
export function writeJournal(folder: string, long: Long): void {
  const journal = join(folder, 'journal')
  mkdirSync(journal, { recursive: true })
  for (const { events } of eventsOf(long)) {
    const [first] = events
    if (!first || first.type !== 'started') continue
    const name = `${first.at.slice(0, 7)}.jsonl`
    const text = events.map(renderEvent).join('')
    writeFileSync(join(journal, name), text, { flag: 'a' })
  }
}
