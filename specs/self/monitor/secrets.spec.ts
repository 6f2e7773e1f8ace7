/** No secret of a channel is in what a monitor writes, prints or sends. */
import { appendFileSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from '@playwright/test'
import { seamwatch } from '../commands/seamwatch.ts'
import { drift, monitor } from './watched.ts'

test.describe.configure({ timeout: 300_000 })

const canary = 'c4n4ry7Qz9XkT2mW8vLb'

test('canaries in the URLs and keys of channels are nowhere, even when each fails', async () => {
  const { night, receiver, folder, close } = await monitor()
  receiver.answers(({ path }) => ({
    status: path.includes('slack') ? 404 : 500,
    body: `no: ${path}`,
  }))
  const env = {
    SEAMWATCH_WEBHOOK_URL: `${receiver.url}/hook/${canary}1`,
    SEAMWATCH_HEARTBEAT_URL: `${receiver.url}/heartbeat/${canary}2`,
  }
  const { printed } = await night(drift, { env })
  receiver.answers(() => ({}))
  const later = await night(drift, { env })
  const sent = receiver.received
  expect(sent.some(({ path }) => path.includes(`${canary}1`))).toBe(true)
  expect(sent.some(({ path }) => path.includes(`${canary}2`))).toBe(true)
  const reports = dirname(folder)
  const files = readdirSync(reports, { recursive: true, encoding: 'utf8' })
    .map((name) => join(reports, name))
    .filter((file) => statSync(file).isFile())
  expect(files.some((file) => file.includes('journal'))).toBe(true)
  const texts = [
    printed,
    later.printed,
    ...sent.map(({ text }) => text),
    ...files.map((file) => readFileSync(file, 'utf8')),
  ]
  expect(texts.filter((text) => text.includes(canary))).toEqual([])
  const audit = await seamwatch({ args: ['audit', reports], env })
  expect(audit.exitCode, audit.printed).toBe(0)
  await close()
})

test('the audit reads what a monitor remembers', async () => {
  const { night, folder, sandbox, close } = await monitor()
  await night(drift)
  const [store = ''] = readdirSync(folder)
  appendFileSync(
    join(folder, store, 'state.previous.json'),
    `${sandbox.seed.apiKey}\n`,
  )
  const { exitCode, printed } = await seamwatch({
    args: ['audit', dirname(folder)],
  })
  expect(exitCode, printed).toBe(1)
  expect(printed).toContain('state.previous.json')
  await close()
})
