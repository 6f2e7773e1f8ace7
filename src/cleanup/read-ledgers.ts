/** Reads the ledgers of earlier processes. A file that is not such a ledger is a
 * complaint, and stops nothing. */
import { lstatSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { writeWhole } from '../secrets/write-file.ts'
import { parseLine, renderLine } from './entry.ts'
import type { CloseReason, Entry, Line, LedgerHeader } from './entry.ts'
import { reasonOf, readLimited } from './read-limited.ts'
import { whyNotOf } from './ledger-rules.ts'

/** `why`: of an entry that is closed. */
export type StoredEntry = Entry & { readonly why?: CloseReason }

/** The ledger of one process, as far as it can be read. */
export type StoredLedger = {
  readonly file: string
  readonly header?: LedgerHeader
  /** Entries that no line closes, in the order in which they were written. */
  readonly open: readonly Entry[]
  /** Closed ones, too. */
  readonly all: readonly StoredEntry[]
  /** Entries of which an undo found that a session is not the run's, open or
   * not. */
  readonly foreign: readonly Entry[]
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
  return { file, open: [], all: [], foreign: [], complaints: [complaint] }
}

/** Of so many complaints on one file the first are named. */
const complaintsAtMost = 10

function readLedger(file: string): StoredLedger {
  const read = readLimited(file)
  if ('reason' in read) return unreadable(file, read.reason)
  const all = new Map<string, Entry>()
  const closed = new Map<string, CloseReason>()
  const complaints: string[] = []
  let header: LedgerHeader | undefined
  for (const { line, number } of linesOf(read.text)) {
    const whyNot = whyNotOf(line, header)
    if (whyNot !== undefined) complaints.push(`${file}:${number}: ${whyNot}`)
    else if (line?.kind === 'opened') header = line
    else if (line) applyLine(line, { all, closed })
  }
  const more = complaints.length - complaintsAtMost
  return {
    file,
    open: [...all.values()].filter(({ id }) => !closed.has(id)),
    all: [...all.values()].map((entry) => {
      const why = closed.get(entry.id)
      return why ? { ...entry, why } : entry
    }),
    foreign: [...all.values()].filter(({ foreignIds }) => foreignIds),
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
  line: Exclude<Line, { readonly kind: 'opened' }>,
  {
    all,
    closed,
  }: {
    readonly all: Map<string, Entry>
    readonly closed: Map<string, CloseReason>
  },
): void {
  if (line.kind === 'intent') {
    const { id, operation, mark, atMs } = line
    closed.delete(id)
    all.set(id, { id, operation, mark, atMs, sessionIds: [] })
    return
  }
  if (line.kind === 'closed') closed.set(line.id, line.why)
  const entry = all.get(line.id)
  if (!entry || line.kind === 'closed') return
  const { sessionIds, foreignIds = [] } = entry
  const { sessionId } = line
  if (line.kind === 'foreign')
    all.set(line.id, { ...entry, foreignIds: [...foreignIds, sessionId] })
  else if (!sessionIds.includes(sessionId))
    all.set(line.id, { ...entry, sessionIds: [...sessionIds, sessionId] })
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

/** Keeps only the entries that are still open and those that later sweeps must
 * know, and deletes a file without any. A ledger with a line that cannot be read
 * stays as it is: a person must see it.
 * @returns a complaint if the file cannot be changed. */
export function clear(
  ledger: StoredLedger,
  {
    stillOpen,
    known,
  }: {
    readonly stillOpen: ReadonlySet<string>
    readonly known: ReadonlySet<string>
  },
): string | undefined {
  if (ledger.complaints.length > 0) return undefined
  const { file } = ledger
  try {
    if (stillOpen.size + known.size === 0) {
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
        const { id = '' } = line?.kind === 'opened' ? {} : (line ?? {})
        return line?.kind === 'opened' || stillOpen.has(id) || known.has(id)
      })
    const closing = ledger.open
      .filter(({ id }) => known.has(id) && !stillOpen.has(id))
      .map(({ id }) => renderLine({ kind: 'closed', id, why: 'gone' }))
    writeWhole(file, `${lines.join('\n')}\n${closing.join('')}`)
    return undefined
  } catch (error) {
    return `${file}: its closed entries could not be removed: ${reasonOf(error)}.`
  }
}
