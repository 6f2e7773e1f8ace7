/** The timers of an SDK run faster than those that were there before. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from '@playwright/test'

const clock = new URL(
  '../../../../src/drivers/sdk/hosts/clock.mjs',
  import.meta.url,
).href

/** `usual` is a timer of 3 s, `wait` one of 15 s that runs faster. */
const programOf = (wait: string) => `
  import { createServer, connect } from 'node:net'
  const usual = setTimeout
  const { hasten } = await import(${JSON.stringify(clock)})
  hasten(150)
  const end = (text) => { process.stdout.write(text, () => process.exit(0)) }
  usual(() => end('usual'), 3000)
  ${wait}
`

for (const [what, wait] of [
  ['setTimeout', `setTimeout(() => end('fast'), 15000)`],
  ['setInterval', `setInterval(() => end('fast'), 15000)`],
  [
    'setTimeout of node:timers',
    `const timers = await import('node:timers')
     timers.setTimeout(() => end('fast'), 15000)`,
  ],
  [
    'setTimeout of node:timers/promises',
    `const timers = await import('node:timers/promises')
     await timers.setTimeout(15000)
     end('fast')`,
  ],
  [
    'setTimeout as a promise',
    `const { promisify } = await import('node:util')
     await promisify(setTimeout)(15000)
     end('fast')`,
  ],
  [
    'AbortSignal.timeout',
    `AbortSignal.timeout(15000).addEventListener('abort', () => end('fast'))`,
  ],
  [
    'setTimeout of a socket',
    `const server = createServer(() => {}).listen(0, '127.0.0.1', () => {
       const socket = connect(server.address().port, '127.0.0.1')
       socket.setTimeout(15000, () => end('fast'))
     })`,
  ],
] as const)
  test(`${what} runs faster`, async () => {
    const args = ['--input-type=module', '--eval', programOf(wait)]
    const { stdout } = await promisify(execFile)(process.execPath, args)
    expect(stdout).toBe('fast')
  })
