/** The journal on disk: a file for each month, a line for each event. */
import {
  closeSync,
  existsSync,
  fdatasyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { isSound, readEvent, renderEvent } from './line.ts'
import type { Event } from './record.ts'

/** Up to where a record is folded: nothing before it is read again. */
export type Position = {
  /** Name of a file: `2027-03.jsonl`; empty before the first. */
  readonly file: string
  /** In bytes. */
  readonly offset: number
}

export const start: Position = { file: '', offset: 0 }

export type ReadFile = {
  /** Of the lines from the position on. */
  readonly events: readonly Event[]
  /** The lines that are as they were written. */
  readonly sound: Buffer
  /** What is wrong with it, one line; empty where it is whole. */
  readonly damage: string
}

const newline = 0x0a
const form = /^\d{4}-\d\d\.jsonl$/

/** Oldest first. */
export function filesIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => form.test(name))
    .toSorted()
}

/** Each line is checked, and read from an offset on. */
export function readJournalFile(file: string, offset: number): ReadFile {
  const bytes = readFileSync(file)
  const events: Event[] = []
  const sound: Buffer[] = []
  let lines = 0
  for (let at = 0; at < bytes.length; lines += 1) {
    const found = bytes.indexOf(newline, at)
    const end = found === -1 ? bytes.length : found
    const line = bytes.subarray(at, end)
    // Without its line break it was cut off, or is still being written.
    if (found !== -1 && isSound(line)) {
      sound.push(bytes.subarray(at, end + 1))
      if (at >= offset) events.push(readEvent(line))
    }
    at = end + 1
  }
  const bad = lines - sound.length
  const damage =
    bad > 0
      ? `${bad} of its ${lines} lines cannot be read`
      : bytes.length < offset
        ? `it ends ${offset - bytes.length} bytes before what was known of it`
        : ''
  return { events, sound: Buffer.concat(sound), damage }
}

/** In one write, and safe on the disk. */
export function appendEvents(
  folder: string,
  {
    events,
    name,
  }: { readonly events: readonly Event[]; readonly name: string },
): Position {
  mkdirSync(folder, { recursive: true })
  const file = openSync(join(folder, name), 'a', 0o600)
  try {
    writeSync(file, events.map(renderEvent).join(''))
    fdatasyncSync(file)
  } finally {
    closeSync(file)
  }
  return { file: name, offset: statSync(join(folder, name)).size }
}

export function sizeOf(folder: string, name: string): number {
  return statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0
}

/** @param at ISO instant. */
export function fileOf(at: string): string {
  return `${at.slice(0, 7)}.jsonl`
}

/** Removes the months before the one that is `days` before an instant. */
export function removeOlder(
  folder: string,
  { nowMs, days }: { readonly nowMs: number; readonly days: number },
): void {
  const first = fileOf(new Date(nowMs - days * 86_400_000).toISOString())
  for (const name of filesIn(folder))
    if (name < first) rmSync(join(folder, name), { force: true })
}
