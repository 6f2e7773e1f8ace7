/** Monitoring: what is kept of each cause over the runs of a target, and what
 * people are sent of it. */
import type { AcceptedBy } from './acceptance.ts'
import type { FindingClass, FindingCode } from './catalog.ts'
import type { SeenAt, VerdictStatus } from './history.ts'

/** What a notice shows of one finding, as its first case saw it. */
export type CauseFinding = {
  readonly fingerprint: string
  readonly code: FindingCode
  readonly operation: string
  /** The place in the response: `status`, `body.ok`. */
  readonly at: string
  readonly expected: string
  readonly received: string
  readonly requestId?: string
  readonly seenAt: readonly SeenAt[]
}

/** What findings have in common that one repair would mend. */
export type Cause = {
  /** Stable over runs: `body-required-missing · body.ok`. */
  readonly key: string
  readonly class: FindingClass
  readonly title: string
  readonly hint: string
  readonly owner: string
  readonly findings: readonly CauseFinding[]
}

/** A cause that one run saw. */
export type SeenCause = Pick<Cause, 'key' | 'class'> & {
  /** Absent where it is as the state has it: a line of the journal is short. */
  readonly cause?: Cause
  /** Seen again after a pause, or for as long as an outage must last. */
  readonly isConfirmed: boolean
  readonly accepted?: AcceptedBy
  /** A known issue listed it until a day that has passed. */
  readonly isExpired?: boolean
  /** A maintenance window is open for its class. */
  readonly isMuted?: boolean
}

/** What a finished run says of each cause. One that is in no list was not
 * looked for. */
export type JudgedRun = {
  readonly runId: string
  /** ISO instants. */
  readonly startedAt: string
  readonly endedAt: string
  readonly status: VerdictStatus
  readonly seen: readonly SeenCause[]
  /** Keys: looked for at each place that showed them, and not seen. */
  readonly absent: readonly string[]
  /** Keys: the suite no longer has the cases that saw them. */
  readonly retired: readonly string[]
}

/** `held`: seen, not confirmed, nothing opened. */
export type Phase =
  'held' | 'open' | 'flapping' | 'accepted' | 'recovered' | 'retired'

export type CauseState = Cause & {
  readonly phase: Phase
  /** Counts from 1; a regression begins the next. */
  readonly episode: number
  /** Whether people were sent that this episode began. */
  readonly isNoticed: boolean
  /** In this episode. */
  readonly hasFlapped?: boolean
  /** ISO instants of runs. */
  readonly firstSeen: string
  /** Of the episode. */
  readonly openedAt?: string
  readonly lastSeen: string
  /** Of the last run that looked for it, seen or not. */
  readonly lastLooked: string
  readonly runs: { readonly seen: number; readonly looked: number }
  /** The last 21 runs, newest last: `x` seen, `.` not seen, `?` not looked. */
  readonly looks: string
  readonly accepted?: AcceptedBy
}

export type MonitorState = {
  /** By key. */
  readonly causes: Readonly<Record<string, CauseState>>
  /** ISO instant of the latest start of a judged run. */
  readonly lastJudged?: string
  /** The store was lost: the next run opens quietly what it sees. */
  readonly isBaseline?: boolean
}

export type NoticeKind =
  | 'opened'
  | 'regressed'
  | 'flapping'
  | 'recovered'
  | 'expired'
  | 'unconfirmed'
  | 'missed'
  | 'damaged'
  | 'undelivered'

/** `page` wakes somebody, `low` waits for the morning. */
export type Urgency = 'page' | 'low'

/** One thing that people are sent. */
export type Notice = {
  /** Of target, cause, episode and kind: who makes it again makes the same
   * one. */
  readonly id: string
  readonly kind: NoticeKind
  readonly urgency: Urgency
  /** The key of its cause; of the monitor itself: `monitor · missed`. */
  readonly key: string
  /** ISO instant. */
  readonly timestamp: string
  /** Why it is sent, one sentence. */
  readonly why: string
  readonly runId: string
  /** Absent where it is about the monitor itself. */
  readonly cause?: CauseState
}
