/** Reads a store from its folder, and repairs what cannot be read: that is kept
 * beside under another name before anything is written over it. */
import { copyFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { writeWhole } from '../../secrets/write-file.ts'
import { filesIn, readJournalFile, sizeOf, start } from './journal.ts'
import { emptyRecord, fold } from './record.ts'
import type { Event } from './record.ts'
import { readSnapshot, snapshotFiles } from './snapshot.ts'
import type { Snapshot } from './snapshot.ts'

export type Read = Snapshot & {
  /** What was repaired, one line each. */
  readonly damage: readonly string[]
}

/** @param folder of the store; `journal` is below it. */
export function readStore(
  folder: string,
  { journal, at }: { readonly journal: string; readonly at: Date },
): Read {
  const suffix = `damaged-${at.toISOString().replaceAll(/[:.]/g, '-')}`
  const snapshots = readSnapshots(folder, suffix)
  const base = snapshots.best ?? { record: emptyRecord, position: start }
  const { position } = base
  const names = filesIn(journal).filter((name) => name >= position.file)
  const damage = [...snapshots.damage]
  const events: Event[] = []
  for (const name of names) {
    const file = join(journal, name)
    const offset = name === position.file ? position.offset : 0
    const read = readJournalFile(file, offset)
    events.push(...read.events)
    if (read.damage === '') continue
    copyFileSync(file, `${file}.${suffix}`)
    writeWhole(file, read.sound)
    damage.push(`${name}: ${read.damage}`)
  }
  if (!names.includes(position.file) && position.file !== '')
    damage.push(`${position.file} is missing`)
  const isLost = !snapshots.best && damage.length > 0
  const record = [
    ...events,
    ...(isLost ? [{ type: 'lost', at: at.toISOString() } as const] : []),
  ].reduce(fold, base.record)
  const last = names.at(-1) ?? ''
  const end = { file: last, offset: last === '' ? 0 : sizeOf(journal, last) }
  return { record, position: end, damage }
}

function readSnapshots(folder: string, suffix: string) {
  const damage: string[] = []
  const found = snapshotFiles.map((name) => {
    const file = join(folder, name)
    const snapshot = readSnapshot(file)
    if (snapshot !== 'damaged') return snapshot
    renameSync(file, `${file}.${suffix}`)
    damage.push(`${name} cannot be read`)
    return undefined
  })
  return { best: found.find((it) => it !== undefined), damage }
}
