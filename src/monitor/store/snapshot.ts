/** The record as it was last folded, on disk: its checksum, then the record. */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { writeWhole } from '../../secrets/write-file.ts'
import type { Position } from './journal.ts'
import type { MonitorRecord } from './record.ts'

export type Snapshot = {
  readonly record: MonitorRecord
  readonly position: Position
}

/** The newer one first. */
export const snapshotFiles = ['state.json', 'state.previous.json'] as const

export function writeSnapshot(folder: string, snapshot: Snapshot): void {
  const [current, previous] = snapshotFiles.map((name) => join(folder, name))
  if (current === undefined || previous === undefined) return
  if (existsSync(current)) renameSync(current, previous)
  const text = JSON.stringify({ schemaVersion: 1, ...snapshot })
  writeWhole(current, `${digest(text)}\n${text}\n`)
}

/** @returns undefined without the file. */
export function readSnapshot(file: string): Snapshot | 'damaged' | undefined {
  if (!existsSync(file)) return undefined
  try {
    const [sum, text = ''] = readFileSync(file, 'utf8').split('\n')
    if (sum !== digest(text)) return 'damaged'
    // What has the checksum is what this module wrote.
    return JSON.parse(text) as Snapshot
  } catch {
    return 'damaged'
  }
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
