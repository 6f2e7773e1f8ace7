/** A store in a folder: a journal that is only appended to, and the record that
 * is folded from it, with a copy. One process at a time writes: who opens it
 * holds its lock. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import {
  appendEvents,
  fileOf,
  filesIn,
  removeOlder,
  sizeOf,
} from './journal.ts'
import type { Position } from './journal.ts'
import { fold } from './record.ts'
import { readStore } from './repair.ts'
import { writeSnapshot } from './snapshot.ts'
import type { Snapshot } from './snapshot.ts'
import type { Store } from './store.ts'

const retentionDays = 400

/** @param now the clock, in milliseconds. */
export function openFolderStore(
  folder: string,
  now: () => number = Date.now,
): Store {
  const journal = join(folder, 'journal')
  let snapshot: Snapshot | undefined
  return {
    load: async () => {
      mkdirSync(journal, { recursive: true, mode: 0o700 })
      const read = readStore(folder, { journal, at: new Date(now()) })
      const { record, position, damage } = read
      snapshot = { record, position }
      if (damage.length > 0) writeSnapshot(folder, snapshot)
      return { record, damage }
    },
    commit: async (events) => {
      if (!snapshot) throw new Error('a store is loaded before a commit')
      const { file } = snapshot.position
      if (!isAt(journal, snapshot.position)) return 'moved-on'
      const month = fileOf(new Date(now()).toISOString())
      // A clock that went back does not write before what is there.
      const name = month > file ? month : file
      const record = events.reduce(fold, snapshot.record)
      snapshot = { record, position: appendEvents(journal, { events, name }) }
      writeSnapshot(folder, snapshot)
      removeOlder(journal, { nowMs: now(), days: retentionDays })
      return record
    },
  }
}

/** Whether nothing was appended since. */
function isAt(journal: string, { file, offset }: Position): boolean {
  const last = filesIn(journal).at(-1) ?? ''
  return last === file && (last === '' || sizeOf(journal, last) === offset)
}
