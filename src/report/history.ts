/** The history of findings: what earlier runs of a target saw, on disk. */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

import type { PastFinding, PastRun, Verdict } from '../model/verdict.ts'

/** Runs kept for each target. */
const runLimit = 100

export type History = {
  /** Oldest first. */
  readonly runs: readonly PastRun[]
  /** Why earlier runs could not be read, one line. */
  readonly complaint?: string
}

export function historyFile(reportsDir: string, target: string): string {
  return join(reportsDir, 'history', `${fileNameOf(target)}.json`)
}

/** Hosts hold colons and the like, which not every file system takes. */
export function fileNameOf(target: string): string {
  return target.replace(/[^\w.-]/g, '_').replace(/^\.+/, '_')
}

/** A damaged file is no reason to stop: it is named, and we start afresh. */
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
    const value: unknown = JSON.parse(text)
    if (isStored(value)) return { runs: value.runs }
    return damaged(file, 'it is not in the form that this version writes')
  } catch (error) {
    return damaged(file, error instanceof Error ? error.message : String(error))
  }
}

/** Written beside and renamed, so that a killed run leaves the old one whole. */
export async function writeHistory(
  file: string,
  runs: readonly PastRun[],
): Promise<void> {
  const stored = { schemaVersion: 1, runs: runs.slice(-runLimit) }
  await mkdir(dirname(file), { recursive: true })
  const draft = `${file}.${process.pid}.draft`
  await writeFile(draft, `${JSON.stringify(stored)}\n`)
  await rename(draft, file)
}

/** What is remembered of a run; what it could not look for stays open. */
export function rememberRun(verdict: Verdict): PastRun {
  const { runId, startedAt, status } = verdict
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
  }
}

function damaged(file: string, reason: string): History {
  return {
    runs: [],
    complaint: `The history ${file} cannot be read (${reason}); every finding counts as new.`,
  }
}

function isStored(value: unknown): value is { runs: readonly PastRun[] } {
  return (
    isRecord(value) &&
    value['schemaVersion'] === 1 &&
    Array.isArray(value['runs']) &&
    value['runs'].every(isPastRun)
  )
}

function isPastRun(value: unknown): value is PastRun {
  return (
    isRecord(value) &&
    typeof value['startedAt'] === 'string' &&
    Array.isArray(value['findings']) &&
    value['findings'].every(isPastFinding)
  )
}

function isPastFinding(value: unknown): value is PastFinding {
  return (
    isRecord(value) &&
    ['fingerprint', 'code', 'operation', 'at', 'firstSeen', 'lastSeen'].every(
      (key) => typeof value[key] === 'string',
    ) &&
    Array.isArray(value['cases'])
  )
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
