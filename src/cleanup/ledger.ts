/** The ledger on disk: what a run is about to create, has created and deleted.
 *
 * One file for each process, in lines that are only ever added. A line is on the
 * disk before the request leaves, so that whatever ends the run (a signal, a
 * full memory, a lost machine) the next one knows what to look for. */
import {
  closeSync,
  fdatasyncSync,
  fsyncSync,
  mkdirSync,
  openSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { ownIdentity } from './process-identity.ts'
import { renderLine } from './entry.ts'
import type { Line, Opening } from './entry.ts'

export type Ledger = {
  /** Returns when the line cannot be lost any more. */
  readonly write: (line: Exclude<Line, { readonly kind: 'opened' }>) => void
  readonly close: () => void
}

/** For a target that ends with the run. */
export const noLedger: Ledger = { write: () => {}, close: () => {} }

/** Below the reports, and kept from run to run. */
export function ledgerFolder(reportsDir: string): string {
  return join(reportsDir, 'ledger')
}

/** The file is made with the first line: most processes create nothing. */
export function openLedger(
  folder: string,
  opening: Pick<Opening, 'runId' | 'endpoint' | 'credential'>,
): Ledger {
  let file: number | undefined
  const start = (): number => {
    const birth = ownIdentity()
    const atMs = Date.now()
    const name = `${atMs}-${opening.runId}-${birth.pid}.jsonl`
    mkdirSync(folder, { recursive: true })
    const opened = openSync(join(folder, name), 'a')
    const line = { kind: 'opened', ...opening, birth, atMs } as const
    writeSync(opened, renderLine(line))
    syncFolder(folder)
    return opened
  }
  return {
    write: (line) => {
      file ??= start()
      writeSync(file, renderLine(line))
      // A lost `closed` line costs the next run one look.
      if (line.kind !== 'closed') fdatasyncSync(file)
    },
    close: () => {
      if (file !== undefined) closeSync(file)
      file = undefined
    },
  }
}

/** The name of a new file is the folder's to keep (fsync(2)). */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return // folders cannot be opened there
  const opened = openSync(folder, 'r')
  fsyncSync(opened)
  closeSync(opened)
}
