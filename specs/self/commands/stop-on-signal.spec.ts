/** What a person reads at the first signal, and what the second one does. */
import { expect, test } from '@playwright/test'
import { start } from './seamwatch.ts'

/** Sends itself two signals: the second one later than one press can. */
async function stopTwice(first: string) {
  const script = `
    const { stopOnSignal } = await import('./src/commands/stop-on-signal.ts')
    const kill = () => { console.log('killed'); process.exit(2) }
    stopOnSignal({ ${first} stop: () => console.log('stopped'), kill })
    process.kill(process.pid, 'SIGTERM')
    setTimeout(() => process.kill(process.pid, 'SIGTERM'), 1500)
    setTimeout(() => {}, 60_000)`
  const node = ['--import', 'tsx', '--input-type=module', '-e', script]
  return start({ program: node }).ended
}

test('a command that deletes nothing does not say that it does', async () => {
  const { printed, exitCode } = await stopTwice('')
  expect(printed).toBe(
    '\nSIGTERM: stopping. Press Ctrl+C again to stop now.\nstopped\nkilled\n',
  )
  expect(exitCode).toBe(2)
})

test('a command that deletes says what it does first', async () => {
  const { printed } = await stopTwice(`first: 'deleting created sessions',`)
  expect(printed).toContain(
    'SIGTERM: stopping: deleting created sessions first. Press Ctrl+C again to stop now.',
  )
})
