/** A verdict that admits what leaked: a run that shows secrets did not do its
 * work, whatever else it found. */
import {
  historyFile,
  readHistory,
  rememberRun,
  writeHistory,
} from './history.ts'
import { writePages } from './files.ts'
import { decide } from '../verdict/status.ts'
import type { SuiteError, Verdict } from '../model/verdict.ts'

export type LeakedFile = { readonly file: string; readonly what: string }

/** The same verdict with an error of the suite for each leak, decided anew. */
export function withLeaks(
  verdict: Verdict,
  leaks: readonly LeakedFile[],
): Verdict {
  const suiteErrors = [
    ...verdict.suiteErrors,
    ...leaks.map(({ file, what }): SuiteError => ({
      what: file,
      message: `a secret stood in it and it was removed: ${what}`,
    })),
  ]
  const { counts, findings, comparedWith } = verdict
  const isCompared = comparedWith !== null
  return {
    ...verdict,
    ...decide({ counts, findings, suiteErrors, isCompared }),
    suiteErrors,
  }
}

/** Writes it in place of the one that knew of no leak, in the history too. */
export async function rewriteVerdict(
  reportsDir: string,
  verdict: Verdict,
): Promise<void> {
  await writePages(reportsDir, verdict)
  const file = historyFile(reportsDir, verdict.target)
  const { runs } = await readHistory(file)
  if (runs.at(-1)?.runId !== verdict.runId) return
  writeHistory(file, [...runs.slice(0, -1), rememberRun(verdict)])
}
