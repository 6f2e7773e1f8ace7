/** Before a run: starts the target if it is one of the suite's own; elsewhere,
 * sweeps what earlier runs left. After it: what this one could not take away. */
import { loadContract } from '../src/contract/load.ts'
import { handOver } from '../src/handover.ts'
import { currentSettings } from '../src/current.ts'
import { writeSwept } from '../src/report/swept-file.ts'
import type { Settings } from '../src/settings.ts'
import type { Swept } from '../src/swept.ts'
import type { Target } from '../src/target.ts'

export default async function start(): Promise<() => Promise<void>> {
  const settings = currentSettings()
  const { choice, contractFile } = settings
  if (choice.kind === 'remote') {
    handOver(choice.target)
    return sweepAround(choice.target, settings)
  }
  const { startEmbedded } = await import('../src/embedded.ts')
  const { target, stop } = await startEmbedded(choice.name, { contractFile })
  handOver(target)
  return stop
}

async function sweepAround(
  target: Target,
  settings: Settings,
): Promise<() => Promise<void>> {
  const { contractFile, limits, reportsDir, runId } = settings
  const { sweepTarget } = await import('../src/sweeping.ts')
  const sweep = (when: 'before' | 'after'): Promise<Swept> =>
    sweepTarget({
      when,
      target,
      limits,
      reportsDir,
      runId,
      contract: loadContract(contractFile),
      olderThanMs: settings.sweepOlderThanMs,
    })
  const before = await sweep('before')
  writeSwept(reportsDir, [before])
  return async () => {
    writeSwept(reportsDir, [before, await sweep('after')])
  }
}
