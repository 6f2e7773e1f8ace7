/** The clock of a run: gives the time, and waits. */
import { setTimeout as sleep } from 'node:timers/promises'

export type Clock = {
  /** Milliseconds since the epoch. */
  readonly now: () => number
  readonly wait: (durationMs: number) => Promise<unknown>
}

export const realClock: Clock = {
  now: Date.now,
  wait: (durationMs) => sleep(durationMs),
}
