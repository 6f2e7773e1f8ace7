/** The history of findings: what earlier runs of a target found, on disk. */
import { renameSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { FindingCode } from '../model/catalog.ts'
import { messageOf } from '../model/thrown.ts'
import type { PastRun } from '../model/history.ts'
import { writeWhole } from '../secrets/write-file.ts'

/** Runs kept for each target. */
const runLimit = 100

export type History = {
  /** Oldest first. */
  readonly runs: readonly PastRun[]
  /** Why earlier runs cannot be read, one line. */
  readonly damage?: string
}

const storedFinding = z.object({
  fingerprint: z.string(),
  // An older version may have had codes that this one does not have.
  code: z.custom<FindingCode>((code) => typeof code === 'string'),
  operation: z.string(),
  at: z.string(),
  cases: z.array(z.string()),
  seenAt: z
    .array(z.object({ case: z.string(), step: z.string(), driver: z.string() }))
    .default([]),
  firstSeen: z.string(),
  lastSeen: z.string(),
  goneAt: z.string().exactOptional(),
})

const storedRun = z.object({
  runId: z.string(),
  startedAt: z.string(),
  status: z.enum(['passed', 'failed', 'inconclusive']),
  findings: z.array(storedFinding),
})

const stored = z.object({
  schemaVersion: z.literal(1),
  runs: z.array(storedRun),
})

/** One for each target and driver: a driver may not see what another one finds. */
export function historyFile(
  reportsDir: string,
  { target, driver }: { readonly target: string; readonly driver: string },
): string {
  const name = driver === 'api' ? target : `${target}-${driver}`
  return join(reportsDir, 'history', `${fileNameOf(name)}.json`)
}

/** Host names have colons and the like, which some file systems reject. */
export function fileNameOf(target: string): string {
  return target.replace(/[^\w.-]/g, '_').replace(/^\.+/, '_')
}

/** A damaged file does not stop a run: it is reported. */
export async function readHistory(file: string): Promise<History> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    const isAbsent =
      error instanceof Error && 'code' in error && error.code === 'ENOENT'
    return isAbsent ? { runs: [] } : { runs: [], damage: messageOf(error) }
  }
  try {
    const { success, data } = stored.safeParse(JSON.parse(text))
    if (success) return { runs: data.runs }
    return {
      runs: [],
      damage: 'it is not in the form that this version writes',
    }
  } catch (error) {
    return { runs: [], damage: messageOf(error) }
  }
}

export type OpenHistory = {
  /** Oldest first. */
  readonly runs: readonly PastRun[]
  /** Why earlier runs cannot be read, and where they are kept, one line. */
  readonly damage: string | undefined
  /** Adds a run. Does nothing where a damaged file has kept its name. */
  readonly add: (run: PastRun) => void
}

/** The history of a target and a driver. A damaged file gets another name first,
 * so that no run writes over it. */
export async function openHistory(
  reportsDir: string,
  of: { readonly target: string; readonly driver: string },
): Promise<OpenHistory> {
  const file = historyFile(reportsDir, of)
  const { runs, damage } = await readHistory(file)
  const add = (run: PastRun): void => writeHistory(file, [...runs, run])
  if (damage === undefined) return { runs, damage, add }
  const { notice, isFree } = setAside(file, damage)
  return { runs, damage: notice, add: isFree ? add : () => {} }
}

function setAside(
  file: string,
  damage: string,
): { readonly notice: string; readonly isFree: boolean } {
  const instant = new Date().toISOString().replace(/[:.]/g, '-')
  const aside = file.replace(/\.json$/, `.damaged-${instant}.json`)
  const fact = `The history ${file} cannot be read (${damage}), so what is new is not known.`
  try {
    renameSync(file, aside)
    return { notice: `${fact} It is kept as ${aside}.`, isFree: true }
  } catch (error) {
    const notice = `${fact} It cannot be renamed (${messageOf(error)}), so this run is not remembered.`
    return { notice, isFree: false }
  }
}

/** Whether the text is a history as this version writes it. */
export function isHistory(text: string): boolean {
  try {
    return stored.safeParse(JSON.parse(text)).success
  } catch {
    return false // not JSON
  }
}

export function writeHistory(file: string, runs: readonly PastRun[]): void {
  const kept = { schemaVersion: 1, runs: runs.slice(-runLimit) }
  writeWhole(file, `${JSON.stringify(kept)}\n`)
}
