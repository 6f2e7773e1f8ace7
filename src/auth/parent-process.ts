/** A child's side of `startChild`: says when it is ready, ends with its parent. */
import { firstLineOf } from '../model/thrown.ts'
import type { Message } from './child-process.ts'

/** Calls `start` and sends the parent what it gives, or why it failed. */
export async function serveParent(
  start: () => Promise<unknown>,
): Promise<void> {
  // The channel closes even when the parent is killed.
  process.once('disconnect', () => process.exit())
  if (!process.connected) process.exit()
  // Ctrl+C reaches every process of a terminal. The parent still needs this one
  // to delete what it has created; it ends this one itself.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {})
  }
  process.send?.(await outcomeOf(start))
}

async function outcomeOf(start: () => Promise<unknown>): Promise<Message> {
  try {
    return { kind: 'ready', ready: await start() }
  } catch (error) {
    return { kind: 'failed', message: firstLineOf(error) }
  }
}
