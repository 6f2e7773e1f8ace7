/** Reads the record of a store and changes nothing: for who only looks. */
import { join } from 'node:path'
import { filesIn, readJournalFile, start } from './journal.ts'
import { emptyRecord, fold } from './record.ts'
import type { MonitorRecord } from './record.ts'
import { readSnapshot, snapshotFiles } from './snapshot.ts'
import type { Snapshot } from './snapshot.ts'

/** What cannot be read is left out: the next run repairs it, and says so. */
export function readStored(folder: string): MonitorRecord {
  const { record, position } = snapshotIn(folder)
  const journal = join(folder, 'journal')
  return filesIn(journal)
    .filter((name) => name >= position.file)
    .flatMap((name) => {
      const offset = name === position.file ? position.offset : 0
      return readJournalFile(join(journal, name), offset).events
    })
    .reduce(fold, record)
}

function snapshotIn(folder: string): Snapshot {
  for (const name of snapshotFiles) {
    const found = readSnapshot(join(folder, name))
    if (found !== undefined && found !== 'damaged') return found
  }
  return { record: emptyRecord, position: start }
}
