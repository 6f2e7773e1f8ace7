/** Before a run: starts the target if it is one of the suite's own. */
import { handOver } from '../src/handover.ts'
import { currentSettings } from '../src/current.ts'

export default async function start(): Promise<() => Promise<void>> {
  const { choice, contractFile } = currentSettings()
  if (choice.kind === 'remote') {
    handOver(choice.target)
    return async () => {}
  }
  const { startEmbedded } = await import('../src/embedded.ts')
  const { target, stop } = await startEmbedded(choice.name, { contractFile })
  handOver(target)
  return stop
}
