/** Reads the ledgers that runs have left, and removes their closed entries. */
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { writeWhole } from '../secrets/write-file.ts'
import { parseLine } from './entry.ts'
import type { Entry, Line, Opening } from './entry.ts'

/** One process's ledger, as far as it can be read. */
export type Kept = {
  readonly file: string
  readonly opening?: Opening
  /** What is not closed, in the order it was written. */
  readonly open: readonly Entry[]
  /** `file:line: …`, one for each line that cannot be read. */
  readonly complaints: readonly string[]
}

/** Oldest first: their names begin with the instant. A folder that is not there holds none. */
export function readLedgers(folder: string): readonly Kept[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .toSorted()
    .map((name) => readLedger(join(folder, name)))
}

function readLedger(file: string): Kept {
  const open = new Map<string, Entry>()
  const complaints: string[] = []
  let opening: Opening | undefined
  for (const { line, number } of linesOf(file)) {
    if (!line) {
      complaints.push(
        `${file}:${number}: not a line of a cleanup ledger. Delete the session that it names, if any, then delete this file.`,
      )
    } else if (line.kind === 'opened') opening = line
    else note(open, line)
  }
  return {
    file,
    open: [...open.values()],
    complaints,
    ...(opening && { opening }),
  }
}

function note(
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

/** The last line may be torn: then it ends nowhere, and what it was about to
 * say had not happened yet. */
function linesOf(file: string): readonly Read[] {
  const lines = readFileSync(file, 'utf8').split('\n')
  return lines.slice(0, -1).map((text, index) => ({
    line: parseLine(text),
    number: index + 1,
  }))
}

/** Keeps of a ledger only what is still open; nothing open, no file. One that
 * could not be read whole is left as it is, for a person to see. */
export function clear(kept: Kept, stillOpen: ReadonlySet<string>): void {
  if (kept.complaints.length > 0) return
  if (stillOpen.size === 0) {
    rmSync(kept.file, { force: true })
    return
  }
  const whole = readFileSync(kept.file, 'utf8').split('\n').slice(0, -1)
  const lines = whole.filter((text) => {
    const line = parseLine(text)
    return line?.kind === 'opened' || stillOpen.has(line?.id ?? '')
  })
  writeWhole(kept.file, `${lines.join('\n')}\n`)
}
