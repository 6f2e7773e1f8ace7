/** The history of findings: what earlier runs of a target found, on disk. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { FindingCode } from '../model/catalog.ts'
import type { KnownIssues } from '../model/acceptance.ts'
import { messageOf } from '../model/thrown.ts'
import type { PastFinding, PastRun, Verdict } from '../model/verdict.ts'
import { writeWhole } from '../secrets/write-file.ts'

/** Runs kept for each target. */
const runLimit = 100

export type History = {
  /** Oldest first. */
  readonly runs: readonly PastRun[]
  /** Why earlier runs could not be read, one line. */
  readonly complaint?: string
}

const storedFinding = z.object({
  fingerprint: z.string(),
  // An older version may have had codes that this one does not have.
  code: z.custom<FindingCode>((code) => typeof code === 'string'),
  operation: z.string(),
  at: z.string(),
  cases: z.array(z.string()),
  firstSeen: z.string(),
  lastSeen: z.string(),
})

const storedRun = z.object({
  runId: z.string(),
  startedAt: z.string(),
  status: z.enum(['passed', 'failed', 'inconclusive']),
  findings: z.array(storedFinding),
  healed: z.array(storedFinding).exactOptional(),
})

const stored = z.object({
  schemaVersion: z.literal(1),
  runs: z.array(storedRun),
})

export function historyFile(reportsDir: string, target: string): string {
  return join(reportsDir, 'history', `${fileNameOf(target)}.json`)
}

/** Host names have colons and the like, which some file systems reject. */
export function fileNameOf(target: string): string {
  return target.replace(/[^\w.-]/g, '_').replace(/^\.+/, '_')
}

/** A damaged file does not stop a run: it is reported, and a new history
 * starts. */
export async function readHistory(file: string): Promise<History> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    const isAbsent =
      error instanceof Error && 'code' in error && error.code === 'ENOENT'
    return isAbsent ? { runs: [] } : damaged(file, String(error))
  }
  try {
    const { success, data } = stored.safeParse(JSON.parse(text))
    if (success) return { runs: data.runs }
    return damaged(file, 'it is not in the form that this version writes')
  } catch (error) {
    return damaged(file, messageOf(error))
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

/** The entry of a run in the history. A finding that the run did not check for
 * stays open. */
export function rememberRun(
  verdict: Verdict,
  {
    last,
    known,
  }: {
    readonly last?: PastRun | undefined
    readonly known?: KnownIssues | undefined
  } = {},
): PastRun {
  const { runId, startedAt, status } = verdict
  const found = new Set(verdict.findings.map(({ fingerprint }) => fingerprint))
  const issues = new Set(known?.issues.map(({ fingerprint }) => fingerprint))
  const healed = [...verdict.gone, ...(last?.healed ?? [])].filter(
    ({ fingerprint }) => issues.has(fingerprint) && !found.has(fingerprint),
  )
  return {
    runId,
    startedAt,
    status,
    findings: [
      ...verdict.findings.map((finding): PastFinding => ({
        fingerprint: finding.fingerprint,
        code: finding.code,
        operation: finding.operation,
        at: finding.at,
        cases: finding.cases,
        firstSeen: finding.firstSeen,
        lastSeen: startedAt,
      })),
      ...verdict.unknown,
    ],
    ...(healed.length > 0 && { healed }),
  }
}

function damaged(file: string, reason: string): History {
  return {
    runs: [],
    complaint: `The history ${file} cannot be read (${reason}); every finding counts as new.`,
  }
}
