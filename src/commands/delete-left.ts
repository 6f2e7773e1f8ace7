/** Deletes what a run has left that ended without a verdict. */
import { sweepTarget } from '../cleanup/sweep-target.ts'
import type { Settings } from '../config/settings.ts'
import { loadContract } from '../contract/load.ts'
import { talkativeIn } from '../model/child-environment.ts'
import { sweptLines } from '../report/terminal/swept-lines.ts'
import { printError } from '../secrets/terminal.ts'
import { countersHere } from '../transport/policy/limits.ts'

export async function deleteLeft(
  { choice, contractFile, limits, reportsDir, ...settings }: Settings,
  isKilled: boolean,
): Promise<void> {
  if (choice.kind === 'embedded') return
  // Node prints what this process sends from its start on.
  if (isKilled || talkativeIn(process.env).length > 0) {
    printError(
      'Created sessions may remain. The next run deletes them; or run "npx seamwatch sweep".',
    )
    return
  }
  const swept = await sweepTarget({
    when: 'after',
    target: choice.target,
    contract: loadContract(contractFile),
    limits,
    reportsDir,
    runId: settings.runId,
    olderThanMs: settings.sweepOlderThanMs,
    guards: { rules: settings.rules, counters: countersHere(), workers: 1 },
  })
  printError(sweptLines(swept).join('\n'))
}
