/** Reads the trend of a store. What is folded already is kept beside the journal,
 * so a run reads only what is new. Without that file, or where it does not fit
 * the journal, all months are folded again. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeWhole } from '../../secrets/write-file.ts'
import { filesIn, readJournalFile, sizeOf, start } from '../store/journal.ts'
import type { Position } from '../store/journal.ts'
import { addEvents, emptyTrend } from './days.ts'
import type { Trend } from './days.ts'

type Kept = {
  readonly schemaVersion: 1
  readonly position: Position
  readonly trend: Trend
}

const keptName = 'trend.json'

/** Changes nothing. */
export function readTrend(folder: string): Trend {
  return fold(folder).trend
}

/** For the one process that holds the store: keeps what it has folded. */
export function refreshTrend(folder: string): Trend {
  const kept = fold(folder)
  writeWhole(join(folder, keptName), `${JSON.stringify(kept)}\n`)
  return kept.trend
}

function fold(folder: string): Kept {
  const journal = join(folder, 'journal')
  const names = filesIn(journal)
  const { position, trend } = keptIn(folder, journal)
  let to = trend
  for (const name of names.filter((it) => it >= position.file)) {
    const offset = name === position.file ? position.offset : 0
    to = addEvents(readJournalFile(join(journal, name), offset).events, to)
  }
  const last = names.at(-1) ?? ''
  return {
    schemaVersion: 1,
    position: {
      file: last,
      offset: last === '' ? 0 : sizeOf(journal, last),
    },
    trend: { ...to, days: since(names[0] ?? '', to.days) },
  }
}

/** Days whose month is no longer kept go with it. */
function since(first: string, days: Trend['days']): Trend['days'] {
  return Object.fromEntries(
    Object.entries(days).filter(
      ([day]) => day.slice(0, 7) >= first.slice(0, 7),
    ),
  )
}

function keptIn(folder: string, journal: string): Omit<Kept, 'schemaVersion'> {
  const none = { position: start, trend: emptyTrend }
  try {
    const text = readFileSync(join(folder, keptName), 'utf8')
    // The version says that this module wrote it.
    const kept = JSON.parse(text) as Kept
    const { file, offset } = kept.position
    // A journal that was repaired has become shorter.
    const fits = sizeOf(journal, file) >= offset
    return kept.schemaVersion === 1 && fits ? kept : none
  } catch {
    return none // missing, or cut off
  }
}
