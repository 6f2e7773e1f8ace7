/** Opens a cause, or holds it, and says whether that is sent. */
import type {
  CauseState,
  Notice,
  NoticeKind,
  Urgency,
} from '../model/monitor.ts'
import { noticeOf } from './notice.ts'
import { rules } from './rules.ts'
import type { Step, Surroundings } from './step.ts'

export function flap(now: CauseState, around: Surroundings): Step {
  const { changes, of } = around.flapping
  const why = `it came and went at least ${changes} times in ${of} looks; it counts as open until ${around.flapping.quiet} looks in a row do not see it`
  return open(now, { kind: 'flapping', why, around })
}

export function open(
  now: CauseState,
  {
    kind,
    why,
    around,
  }: {
    readonly kind: NoticeKind
    readonly why: string
    readonly around: Surroundings
  },
): Step {
  const rule = rules[now.class]
  const next: CauseState = {
    ...now,
    phase: kind === 'flapping' ? 'flapping' : 'open',
    openedAt: now.openedAt ?? around.run.startedAt,
    isNoticed: rule.opens !== 'never',
    ...(kind === 'flapping' && { hasFlapped: true }),
  }
  const isKnown = now.isNoticed && kind !== 'flapping'
  if (rule.opens === 'never' || isKnown) return { next }
  const isQuiet = around.isBaseline && now.class !== 'auth-bypass'
  const urgency = isQuiet ? 'low' : rule.urgency
  return { next, notice: sent(next, { kind, urgency, why, around }) }
}

/** Seen, and not opened. What is only listed is open from its first run. */
export function hold(
  now: CauseState,
  {
    before,
    around,
  }: {
    readonly before: CauseState | undefined
    readonly around: Surroundings
  },
): Step {
  const { opens } = rules[now.class]
  if (opens === 'never') return open(now, { kind: 'opened', why: '', around })
  const next: CauseState = { ...now, phase: 'held' }
  const isFirst = before?.episode !== now.episode
  if (opens !== 'confirmed' || !isFirst) return { next }
  const why = 'one run saw it, and no second look has confirmed it'
  const kind = 'unconfirmed'
  return { next, notice: sent(next, { kind, urgency: 'low', why, around }) }
}

export function sent(
  cause: CauseState,
  {
    around: { target, run },
    ...about
  }: {
    readonly kind: NoticeKind
    readonly urgency: Urgency
    readonly why: string
    readonly around: Surroundings
  },
): Notice {
  const { runId, endedAt: timestamp } = run
  return noticeOf(cause, { ...about, target, runId, timestamp })
}
