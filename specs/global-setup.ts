/** Before a run of Playwright's runner: what must be so, and what is around the
 * cases. */
import type { FullConfig } from '@playwright/test'
import { endWith } from '../src/config/playwright-exit.ts'
import { requireNoRecording, requireQuiet } from '../src/config/quiet.ts'
import { currentSettings } from '../src/config/run-id.ts'
import { claimFolder } from '../src/report/folder.ts'
import { lockFolder } from '../src/report/lock.ts'
import { startAround } from '../src/runner/around.ts'

export default async function start({
  projects,
}: FullConfig): Promise<() => Promise<void>> {
  const settings = currentSettings()
  const { choice, reportsDir, suiteFile } = settings
  requireQuiet(process.env, { choice })
  for (const { use } of projects) requireNoRecording(use, choice)
  claimFolder(reportsDir)
  // The command holds the lock already.
  const lock = suiteFile ? undefined : lockFolder(reportsDir)
  const end = await startAround(settings)
  // From here on tests fail; our reporter, where it is one, says how.
  endWith({ kind: 'its own' })
  return async () => {
    await end()
    lock?.release()
  }
}
