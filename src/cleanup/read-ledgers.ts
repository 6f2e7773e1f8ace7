/** Reads the ledgers of earlier processes, and removes their closed entries. */
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { writeWhole } from '../secrets/write-file.ts'
import { parseLine } from './entry.ts'
import type { Entry, Line, LedgerHeader } from './entry.ts'

/** The ledger of one process, as far as it can be read. */
export type StoredLedger = {
  readonly file: string
  readonly header?: LedgerHeader
  /** Entries that no line closes, in the order in which they were written. */
  readonly open: readonly Entry[]
  /** `file:line: …`, one for each line that cannot be read. */
  readonly complaints: readonly string[]
}

/** Oldest first: their names begin with the instant. None for a missing
 * folder. */
export function readLedgers(folder: string): readonly StoredLedger[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .toSorted()
    .map((name) => readLedger(join(folder, name)))
}

function readLedger(file: string): StoredLedger {
  const open = new Map<string, Entry>()
  const complaints: string[] = []
  let header: LedgerHeader | undefined
  for (const { line, number } of linesOf(file)) {
    if (!line) {
      complaints.push(
        `${file}:${number}: not a line of a cleanup ledger. Delete the session that it names, if any, then delete this file.`,
      )
    } else if (line.kind === 'opened') header = line
    else applyLine(open, line)
  }
  return {
    file,
    open: [...open.values()],
    complaints,
    ...(header && { header }),
  }
}

function applyLine(
  open: Map<string, Entry>,
  line: Exclude<Line, { readonly kind: 'opened' }>,
): void {
  if (line.kind === 'intent') open.set(line.id, { ...line, sessionIds: [] })
  if (line.kind === 'closed') open.delete(line.id)
  if (line.kind !== 'made') return
  const entry = open.get(line.id)
  if (!entry) return
  const sessionIds = [...entry.sessionIds, line.sessionId]
  open.set(line.id, { ...entry, sessionIds })
}

type Read = { readonly line: Line | undefined; readonly number: number }

/** Leaves out a last line without a line break: the process was killed while it
 * wrote it, before it sent the request. */
function linesOf(file: string): readonly Read[] {
  const lines = readFileSync(file, 'utf8').split('\n')
  return lines.slice(0, -1).map((text, index) => ({
    line: parseLine(text),
    number: index + 1,
  }))
}

/** Keeps only the entries that are still open, and deletes a file without any.
 * A ledger with a line that cannot be read stays as it is: a person must see
 * it. */
export function clear(
  ledger: StoredLedger,
  stillOpen: ReadonlySet<string>,
): void {
  if (ledger.complaints.length > 0) return
  if (stillOpen.size === 0) {
    rmSync(ledger.file, { force: true })
    return
  }
  const whole = readFileSync(ledger.file, 'utf8').split('\n').slice(0, -1)
  const lines = whole.filter((text) => {
    const line = parseLine(text)
    return line?.kind === 'opened' || stillOpen.has(line?.id ?? '')
  })
  writeWhole(ledger.file, `${lines.join('\n')}\n`)
}
