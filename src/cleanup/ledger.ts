/** The ledger on disk: which sessions a run is about to create, has created and
 * has deleted.
 *
 * Each process appends lines to its own file. A line is on the disk before the
 * request is sent. If a signal, a full memory or a lost machine ends the run,
 * the next run knows which sessions to look for. */
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
import type { Line, LedgerHeader } from './entry.ts'

export type Ledger = {
  /** Returns once the line is safe on the disk. */
  readonly write: (line: Exclude<Line, { readonly kind: 'opened' }>) => void
  readonly close: () => void
}

/** For a target that ends with the run. */
export const noLedger: Ledger = { write: () => {}, close: () => {} }

/** Below the reports; later runs read it. */
export function ledgerFolder(reportsDir: string): string {
  return join(reportsDir, 'ledger')
}

/** Creates the file with the first line: most processes create no session. */
export function openLedger(
  folder: string,
  header: Pick<LedgerHeader, 'runId' | 'endpoint' | 'credential'>,
): Ledger {
  let file: number | undefined
  const start = (): number => {
    const identity = ownIdentity()
    const atMs = Date.now()
    const name = `${atMs}-${header.runId}-${identity.pid}.jsonl`
    mkdirSync(folder, { recursive: true })
    const opened = openSync(join(folder, name), 'a')
    const line = { kind: 'opened', ...header, birth: identity, atMs } as const
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

/** A new file's name is safe only once its folder is synced (fsync(2)). */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return // folders cannot be opened there
  const opened = openSync(folder, 'r')
  fsyncSync(opened)
  closeSync(opened)
}
