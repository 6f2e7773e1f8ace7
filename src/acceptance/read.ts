/** Reads the files of acceptances. */
import { readFileSync, statSync } from 'node:fs'
import type { Acceptance, KnownIssue } from '../model/acceptance.ts'
import type { Adopted } from '../model/basis.ts'
import { UsageError, type ProblemCode } from '../model/problem.ts'
import { shownPath } from '../model/shown-path.ts'
import { parseAdopted } from './adopted.ts'
import { parseAcceptances } from './changes.ts'
import { parseKnownIssues } from './known-issues.ts'

const largestBytes = 1024 * 1024

/** @throws UsageError with each fault of the file. */
export function readAcceptances(file: string): readonly Acceptance[] {
  return parseAcceptances(shownPath(file), readText(file))
}

/** @param today in UTC: `2026-11-26`.
 * @throws UsageError with each fault of the file. */
export function readKnownIssues(
  file: string,
  today: string,
): readonly KnownIssue[] {
  return parseKnownIssues(
    { file: shownPath(file), text: readText(file) },
    today,
  )
}

/** @param known the names of all assumptions of the suite; any, if it is absent.
 * @throws UsageError with each fault of the file. */
export function readAdopted(
  file: string,
  known?: readonly string[],
): readonly Adopted[] {
  return parseAdopted({ file: shownPath(file), text: readText(file) }, known)
}

/** @throws UsageError where the file cannot be read as text. */
export function readText(file: string): string {
  const stop = (code: ProblemCode, reason: string) =>
    new UsageError([
      { code, fact: `"${shownPath(file)}" cannot be read: ${reason}` },
    ])
  let bytes: Buffer
  try {
    const { size } = statSync(file)
    if (size > largestBytes)
      throw stop(
        'file-too-large',
        `it has ${size} bytes, more than ${largestBytes}`,
      )
    bytes = readFileSync(file)
  } catch (error) {
    if (error instanceof UsageError) throw error
    throw stop('file-unreadable', String(Object(error).code))
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw stop('file-unreadable', 'it is not UTF-8')
  }
}
