/** Opens the folder for the reports of a run. */
import { UsageError } from '../model/problem.ts'
import { claimFolder } from '../report/folder.ts'
import { lockFolder } from '../report/lock.ts'
import type { Lock } from '../report/lock.ts'
import { removeStale } from '../report/remove.ts'

/** @throws UsageError if the folder is not writable, not ours, or in use. */
export function openReports(reportsDir: string, name: string): Lock {
  try {
    claimFolder(reportsDir)
    const lock = lockFolder(reportsDir)
    // If this run crashes, the verdict of the last run must not be there.
    removeStale({ reportsDir })
    return lock
  } catch (error) {
    if (error instanceof UsageError) throw error
    throw new UsageError([
      {
        code: 'argument-invalid',
        fact: `${name}: nothing can be written below "${reportsDir}": ${Object(error).code}`,
        hint: 'name a folder that you may write to',
      },
    ])
  }
}
