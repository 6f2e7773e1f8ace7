/** The seam of the store: where a monitor keeps what it knows between runs. */
import type { Event, MonitorRecord } from './record.ts'

export type Loaded = {
  readonly record: MonitorRecord
  /** What had to be repaired, one line each; none as a rule. */
  readonly damage: readonly string[]
}

export type Store = {
  readonly load: () => Promise<Loaded>
  /** Appends events in one piece: all of them are safe, or none.
   * @returns the record with them; `moved-on` where another process has written
   * since: load again, and decide again. */
  readonly commit: (
    events: readonly Event[],
  ) => Promise<MonitorRecord | 'moved-on'>
}
