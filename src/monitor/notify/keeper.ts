/** Keeps the record of a delivery: its channels deliver side by side, and the
 * store takes one commit after the other. */
import type { MonitorRecord, Event } from '../store/record.ts'
import type { Store } from '../store/store.ts'

export type Keeper = {
  readonly record: () => MonitorRecord
  /** What the store had to repair, one line each. */
  readonly damage: readonly string[]
  /** @throws Error if other processes keep overtaking it. */
  readonly commit: (events: readonly Event[]) => Promise<void>
}

const mostTries = 5

export async function openKeeper(store: Store): Promise<Keeper> {
  const first = await store.load()
  let { record } = first
  const damage = [...first.damage]
  let last: Promise<unknown> = Promise.resolve()
  const commitNow = async (events: readonly Event[]): Promise<void> => {
    for (let tries = 0; tries < mostTries; tries += 1) {
      const now = await store.commit(events)
      if (now !== 'moved-on') {
        record = now
        return
      }
      // What was delivered stays delivered, whatever another one wrote.
      const loaded = await store.load()
      record = loaded.record
      damage.push(...loaded.damage)
    }
    throw new Error('the store of the monitor is written by other processes')
  }
  return {
    record: () => record,
    damage,
    commit: (events) => {
      if (events.length === 0) return Promise.resolve()
      const mine = last.then(() => commitNow(events))
      last = mine.catch(() => {})
      return mine
    },
  }
}
