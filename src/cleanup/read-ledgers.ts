/** Reads the ledgers of earlier processes. A file that is not such a ledger is a
 * complaint, and stops nothing. */
import { lstatSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { writeWhole } from '../secrets/write-file.ts'
import { parseLine } from './entry.ts'
import type { Entry, Line, LedgerHeader } from './entry.ts'
import { reasonOf, readLimited } from './read-limited.ts'
import { whyNotOf } from './ledger-rules.ts'

/** The ledger of one process, as far as it can be read. */
export type StoredLedger = {
  readonly file: string
  readonly header?: LedgerHeader
  /** Entries that no line closes, in the order in which they were written. */
  readonly open: readonly Entry[]
  /** `file:line: …`, one for each line that cannot be read or believed. */
  readonly complaints: readonly string[]
}

/** Oldest first: their names begin with the instant. None for a missing
 * folder. */
export function readLedgers(folder: string): readonly StoredLedger[] {
  let names: readonly string[]
  try {
    if (!lstatSync(folder, { throwIfNoEntry: false })) return []
    names = readdirSync(folder)
  } catch (error) {
    return [unreadable(folder, reasonOf(error))]
  }
  return names
    .filter((name) => name.endsWith('.jsonl'))
    .toSorted()
    .map((name) => readLedger(join(folder, name)))
}

function unreadable(file: string, reason: string): StoredLedger {
  const complaint = `${file}: not read as a cleanup ledger: ${reason}. Delete it, once you know that it names no session.`
  return { file, open: [], complaints: [complaint] }
}

/** Of so many complaints on one file the first are named. */
const complaintsAtMost = 10

function readLedger(file: string): StoredLedger {
  const read = readLimited(file)
  if ('reason' in read) return unreadable(file, read.reason)
  const open = new Map<string, Entry>()
  const complaints: string[] = []
  let header: LedgerHeader | undefined
  for (const { line, number } of linesOf(read.text)) {
    const whyNot = whyNotOf(line, header)
    if (whyNot !== undefined) complaints.push(`${file}:${number}: ${whyNot}`)
    else if (line?.kind === 'opened') header = line
    else if (line) applyLine(open, line)
  }
  const more = complaints.length - complaintsAtMost
  return {
    file,
    open: [...open.values()],
    complaints:
      more > 0
        ? [
            ...complaints.slice(0, complaintsAtMost),
            `${file}: ${more} further lines cannot be read or believed`,
          ]
        : complaints,
    ...(header && { header }),
  }
}

function applyLine(
  open: Map<string, Entry>,
  line: Exclude<Line, { readonly kind: 'opened' }>,
): void {
  if (line.kind === 'intent') {
    const { id, operation, mark, atMs } = line
    open.set(id, { id, operation, mark, atMs, sessionIds: [] })
  }
  if (line.kind === 'closed') open.delete(line.id)
  if (line.kind !== 'made') return
  const entry = open.get(line.id)
  if (!entry || entry.sessionIds.includes(line.sessionId)) return
  const sessionIds = [...entry.sessionIds, line.sessionId]
  open.set(line.id, { ...entry, sessionIds })
}

type Read = { readonly line: Line | undefined; readonly number: number }

/** Leaves out a last line without a line break: the process was killed while it
 * wrote it, before it sent the request. */
function linesOf(text: string): readonly Read[] {
  return text
    .split('\n')
    .slice(0, -1)
    .map((line, index) => ({ line: parseLine(line), number: index + 1 }))
}

/** Keeps only the entries that are still open, and deletes a file without any.
 * A ledger with a line that cannot be read stays as it is: a person must see
 * it.
 * @returns a complaint if the file cannot be changed. */
export function clear(
  ledger: StoredLedger,
  stillOpen: ReadonlySet<string>,
): string | undefined {
  if (ledger.complaints.length > 0) return undefined
  const { file } = ledger
  try {
    if (stillOpen.size === 0) {
      rmSync(file, { force: true })
      return undefined
    }
    const read = readLimited(file)
    if ('reason' in read) return unreadable(file, read.reason).complaints[0]
    const lines = read.text
      .split('\n')
      .slice(0, -1)
      .filter((text) => {
        const line = parseLine(text)
        return line?.kind === 'opened' || stillOpen.has(line?.id ?? '')
      })
    writeWhole(file, `${lines.join('\n')}\n`)
    return undefined
  } catch (error) {
    return `${file}: its closed entries could not be removed: ${reasonOf(error)}.`
  }
}
