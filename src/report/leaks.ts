/** A verdict that names each file in which a secret was found: a run that shows
 * secrets never passes. */
import { historyFile, readHistory, writeHistory } from './history.ts'
import { writeReports } from './write.ts'
import { addErrors } from './shard/record.ts'
import type { ReportsFolder } from './write.ts'
import { decide } from '../verdict/status.ts'
import type { SuiteError, Verdict } from '../model/verdict.ts'

export type LeakedFile = { readonly file: string; readonly what: string }

/** The same verdict with an error of the suite for each leak, decided anew. */
export function withLeaks(
  verdict: Verdict,
  leaks: readonly LeakedFile[],
): Verdict {
  const leaked = leaks.map(errorOf)
  const suiteErrors = [...verdict.suiteErrors, ...leaked]
  const { counts, findings, comparedWith } = verdict
  const isCompared = comparedWith !== null
  return {
    ...verdict,
    // A leak outweighs what else went wrong, an interruption above all.
    ...decide({
      counts,
      findings,
      suiteErrors: leaks.length > 0 ? leaked : suiteErrors,
      isCompared,
    }),
    suiteErrors,
  }
}

function errorOf({ file, what }: LeakedFile): SuiteError {
  return { what: file, message: `it held a secret and was removed: ${what}` }
}

/** Replaces the earlier verdict, which did not have the leaks; in the history,
 * too. */
export async function rewriteVerdict(
  verdict: Verdict,
  {
    leaks,
    ...folder
  }: ReportsFolder & { readonly leaks: readonly LeakedFile[] },
): Promise<void> {
  writeReports(verdict, folder)
  addErrors(folder.reportsDir, leaks.map(errorOf))
  const { target, drivers, runId, status } = verdict
  const file = historyFile(folder.reportsDir, {
    target,
    driver: drivers[0] ?? 'api',
  })
  const { runs } = await readHistory(file)
  const last = runs.at(-1)
  if (last?.runId !== runId) return
  writeHistory(file, [...runs.slice(0, -1), { ...last, status }])
}
