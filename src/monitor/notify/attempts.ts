/** Tries to deliver one notice, several times within its time. */
import pRetry from 'p-retry'
import type { Clock } from '../../transport/clock.ts'
import { NotTaken } from './request.ts'
import type { Send } from './request.ts'
import { attempt } from './send.ts'
import type { Sending } from './send.ts'

export type Pace = {
  /** For all channels together. */
  readonly totalMs: number
  readonly attemptMs: number
  /** Before the second attempt, the third …; each up to a half longer. */
  readonly pausesMs: readonly number[]
  /** A receiver that asks for more is tried by a later run. */
  readonly longestRetryAfterMs: number
}

export const usualPace: Pace = {
  totalMs: 30_000,
  attemptMs: 10_000,
  pausesMs: [1000, 2000, 4000],
  longestRetryAfterMs: 20_000,
}

export type Trying = Omit<Sending, 'timeoutMs' | 'now'> & {
  readonly pace: Pace
  readonly clock: Clock
  /** Milliseconds since the epoch. */
  readonly deadlineMs: number
  /** It took nothing when it was last tried: it is tried again only if it asks
   * for that. */
  readonly isFailing: boolean
}

export type Outcome =
  | { readonly isTaken: true }
  | {
      readonly isTaken: false
      readonly error: NotTaken
      /** One of the attempts may have arrived. */
      readonly mayHaveArrived: boolean
    }

/** @param act sends it, each time from the start. */
export async function deliverOne(
  act: (send: Send) => Promise<unknown>,
  trying: Trying,
): Promise<Outcome> {
  const { pace, clock, deadlineMs } = trying
  let pauseMs = 0
  let mayHaveArrived = false
  const once = async (): Promise<void> => {
    if (pauseMs > 0) await clock.wait(pauseMs)
    const left = Math.max(1, Math.ceil(deadlineMs - clock.now()))
    const timeoutMs = Math.min(pace.attemptMs, left)
    const sending = { ...trying, timeoutMs, now: clock.now }
    await attempt(sending, act)
  }
  try {
    await pRetry(once, {
      retries: pace.pausesMs.length,
      // The pauses are ours: a receiver may ask for one.
      minTimeout: 0,
      onFailedAttempt: ({ error, attemptNumber }) => {
        const { why } = asNotTaken(error)
        mayHaveArrived ||= why.mayHaveArrived === true
        const jitter = 1 + Math.random() / 2
        const usual = (pace.pausesMs[attemptNumber - 1] ?? 0) * jitter
        pauseMs = Math.max(usual, why.retryAfterMs ?? 0)
      },
      shouldRetry: ({ error }) => {
        const isWorthIt = isRetried(asNotTaken(error), trying)
        return isWorthIt && hasTime(trying, pauseMs)
      },
    })
    return { isTaken: true }
  } catch (cause) {
    return { isTaken: false, error: asNotTaken(cause), mayHaveArrived }
  }
}

/** Whether an attempt that begins after a pause has a chance. */
export function hasTime(
  { clock, deadlineMs, pace }: Pick<Trying, 'clock' | 'deadlineMs' | 'pace'>,
  pauseMs: number = 0,
): boolean {
  return clock.now() + pauseMs + pace.attemptMs / 10 < deadlineMs
}

function isRetried(
  { why: { isFinal, retryAfterMs } }: NotTaken,
  { isFailing, pace }: Trying,
): boolean {
  if (isFinal) return false
  if (retryAfterMs === undefined) return !isFailing
  return retryAfterMs <= pace.longestRetryAfterMs
}

/** @throws what is no matter of the receiver. */
function asNotTaken(thrown: unknown): NotTaken {
  if (thrown instanceof NotTaken) return thrown
  throw thrown
}
