/** Runs of a monitor, written in one line each. */
import { advance, emptyState } from '../../../src/monitor/advance.ts'
import type { Flapping } from '../../../src/monitor/step.ts'
import type {
  Cause,
  JudgedRun,
  MonitorState,
  Notice,
  SeenCause,
} from '../../../src/model/monitor.ts'

export const flapping: Flapping = { changes: 5, of: 10, quiet: 3 }

export const target = 'production'

/** `x` seen and confirmed, `u` seen and not confirmed, `.` looked for and not
 * seen, `?` not looked for, `a` seen and accepted, `e` seen and no longer
 * accepted, `r` no case looks for it any more, `m` seen in a maintenance window. */
export type Look = 'x' | 'u' | '.' | '?' | 'a' | 'e' | 'r' | 'm'

function seenCause(key: string, over: Partial<Cause>): SeenCause {
  const cause: Cause = {
    key,
    class: 'breaking-drift',
    title: 'A required property is missing',
    hint: 'Ask the API team.',
    owner: 'client-sessions',
    findings: [],
    ...over,
  }
  return { key, class: cause.class, cause, isConfirmed: true }
}

export function runOf(
  night: number,
  looks: Readonly<Record<string, Look>>,
  over: Partial<Cause> = {},
): JudgedRun {
  const startedAt = new Date(Date.UTC(2026, 0, night + 1, 2)).toISOString()
  const having = (...wanted: readonly Look[]) =>
    Object.keys(looks).filter((key) => wanted.includes(looks[key] ?? '?'))
  return {
    runId: `run-${night}`,
    startedAt,
    endedAt: startedAt,
    status: 'failed',
    seen: having('x', 'u', 'a', 'e', 'm').map((key) => ({
      ...seenCause(key, over),
      isConfirmed: looks[key] !== 'u',
      ...(looks[key] === 'a' && {
        accepted: {
          owner: 'api',
          reason: 'until it is mended',
          link: 'https://example.com/1',
          expires: '2026-02-01',
        },
      }),
      ...(looks[key] === 'e' && { isExpired: true }),
      ...(looks[key] === 'm' && { isMuted: true }),
    })),
    absent: having('.'),
    retired: having('r'),
  }
}

export type Lived = {
  readonly state: MonitorState
  readonly notices: readonly Notice[]
}

export function live(
  runs: readonly JudgedRun[],
  from: MonitorState = emptyState(),
): Lived {
  return runs.reduce<Lived>(
    ({ state, notices }, run) => {
      const next = advance(state, { run, target, flapping })
      return { state: next.state, notices: [...notices, ...next.notices] }
    },
    { state: from, notices: [] },
  )
}

/** The runs of one cause: `x.x?`. */
export function nights(
  looks: string,
  over: Partial<Cause> = {},
): readonly JudgedRun[] {
  return [...looks].map((look, night) =>
    // Each character of the text is a look.
    runOf(night, { cause: look as Look }, over),
  )
}

export function kindsOf(looks: string, over: Partial<Cause> = {}): string {
  const { notices } = live(nights(looks, over))
  return notices.map(({ kind, urgency }) => `${kind} ${urgency}`).join(', ')
}
