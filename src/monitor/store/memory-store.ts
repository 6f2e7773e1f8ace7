/** A store that ends with its process. */
import { emptyRecord, fold } from './record.ts'
import type { MonitorRecord } from './record.ts'
import type { Store } from './store.ts'

export function openMemoryStore(from: MonitorRecord = emptyRecord): Store {
  let record = from
  return {
    load: async () => ({ record, damage: [] }),
    commit: async (events) => {
      record = events.reduce(fold, record)
      return record
    },
  }
}
