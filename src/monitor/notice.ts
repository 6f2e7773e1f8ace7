/** Makes notices. The id comes from target, cause, episode and kind: who
 * makes the same notice again gives it the same id. */
import { createHash } from 'node:crypto'
import type {
  CauseState,
  Notice,
  NoticeKind,
  Urgency,
} from '../model/monitor.ts'

export type About = {
  readonly target: string
  readonly kind: NoticeKind
  readonly urgency: Urgency
  readonly why: string
  readonly runId: string
  /** ISO instant. */
  readonly timestamp: string
}

export function noticeOf(
  cause: CauseState,
  { target, ...about }: About,
): Notice {
  const { key, episode } = cause
  const id = idOf([target, key, String(episode), about.kind])
  return { id, key, ...about, cause }
}

/** The key of a notice that tests a channel. */
export const testKey = 'monitor · test'

/** Of the monitor itself.
 * @param of what makes it another one: the run that was missed, a channel. */
export function ownNotice({ target, ...about }: About, of: string): Notice {
  const key = `monitor · ${about.kind}`
  return { id: idOf([target, key, of, about.kind]), key, ...about }
}

function idOf(parts: readonly string[]): string {
  const text = JSON.stringify(parts)
  return createHash('sha256').update(text).digest('hex').slice(0, 32)
}
