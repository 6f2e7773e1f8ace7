/** The process of an SDK: what it hands over, and how it ends. */
import { spawn } from 'node:child_process'
import { expect, test } from '@playwright/test'
import { commandOf, descendantsOf, isAlive, statOf } from '../../processes.ts'
import { vainMs, withRelease } from './calls.ts'
import { publishedRelease, writtenRelease } from './releases.ts'

const create = 'POST /client_sessions/create'

for (const [what, body] of [
  ['waits for ever', 'await new Promise(() => {})'],
  ['blocks its event loop', 'for (;;);'],
] as const) {
  test(`a call that ${what} is ended in time, and the next one works`, async () => {
    const release = writtenRelease(`
      async list() { ${body} },
      async create(body) {
        const reply = await this.fetch('POST', '/client_sessions/create', body)
        return reply.client_session
      }`)
    await withRelease(release, async ({ call, callInVain }) => {
      const { client } = await callInVain('POST /client_sessions/list')
      expect(client.end).toEqual({ kind: 'unsettled', waitedMs: vainMs })
      const next = await call(create)
      expect(next.client.end).toMatchObject({ kind: 'returned' })
    })
  })
}

test('a call that ends its process is reported, and the next one works', async () => {
  const release = writtenRelease(`
    async list() { process.exit(7) },
    async get() { Promise.reject(new Error('no code catches it')); await new Promise(() => {}) },
    async create(body) { return (await this.fetch('POST', '/client_sessions/create', body)).client_session }`)
  await withRelease(release, async ({ call }) => {
    const list = await call('POST /client_sessions/list')
    expect(list.client.end).toEqual({
      kind: 'process-ended',
      how: 'exit code 7',
    })
    const get = await call('POST /client_sessions/get')
    expect(get.client.end).toEqual({
      kind: 'process-ended',
      how: 'exit code 1, Error: no code catches it',
    })
    const next = await call(create)
    expect(next.client.end).toMatchObject({ kind: 'returned' })
  })
})

test('a flood on all outputs takes bounded memory, and the call is judged', async () => {
  const release = writtenRelease(`
    async list() {
      const line = 'x'.repeat(1023) + '\\n'
      for (let at = 0; at < 50_000; at += 1) {
        process.stdout.write(line)
        process.stderr.write(line)
      }
      return []
    },
    async get() {
      const { writeSync } = await import('node:fs')
      const block = 'x'.repeat(65_536)
      for (;;) try { writeSync(3, block) } catch {}
    }`)
  await withRelease(release, async ({ call }) => {
    const before = process.memoryUsage().rss
    const list = await call('POST /client_sessions/list')
    expect(list.client.end).toEqual({ kind: 'returned', value: [] })
    expect(list.client.output.length).toBeLessThanOrEqual(4096)
    const get = await call('POST /client_sessions/get')
    expect(get.client.end).toMatchObject({ kind: 'process-ended' })
    const grown = process.memoryUsage().rss - before
    expect(grown).toBeLessThan(400 * 1024 * 1024)
  })
})

test('a process that closes the line of its results is ended at once', async () => {
  const release = writtenRelease(`
    async list() { (await import('node:fs')).closeSync(3); await new Promise(() => {}) }`)
  await withRelease(release, async ({ call }) => {
    const { client } = await call('POST /client_sessions/list')
    expect(client.end).toMatchObject({ kind: 'process-ended' })
  })
})

test('calls in flight have a port each, and do not mix', async () => {
  await withRelease(publishedRelease('2.32.0'), async ({ call }) => {
    const keys = ['a', 'b', 'c', 'd', 'e']
    const made = await Promise.all(
      keys.map((key) => call(create, { user_identifier_key: key })),
    )
    expect(
      made.map(({ exchanges: [only], client }) => [
        JSON.parse(only?.request.body ?? '').user_identifier_key,
        Object(client.end).value.user_identifier_key,
      ]),
    ).toEqual(keys.map((key) => [key, key]))
  })
})

test('values that JSON does not have are distinguished by tags', async () => {
  const release = writtenRelease(`
    async list() {
      class Page { items = [undefined, null] }
      const loop = {}
      loop.self = loop
      return {
        page: new Page(), when: new Date(0), none: undefined, many: 10n,
        bad: NaN, loop, odd: { $: 'Date' },
      }
    }`)
  await withRelease(release, async ({ call }) => {
    const { client } = await call('POST /client_sessions/list')
    expect(Object(client.end).value).toEqual({
      page: {
        $: 'object',
        class: 'Page',
        v: { items: [{ $: 'undefined' }, null] },
      },
      when: { $: 'Date', v: '1970-01-01T00:00:00.000Z' },
      none: { $: 'undefined' },
      many: { $: 'bigint', v: '10' },
      bad: { $: 'number', v: 'NaN' },
      loop: { self: { $: 'cycle' } },
      odd: { $: 'object', class: '', v: { $: 'Date' } },
    })
  })
})

test('kill -9 of the parent ends the process, even one that blocks', async () => {
  const release = writtenRelease(`async list() { for (;;); }`)
  const program = `
    import { createSdkClient } from './src/drivers/sdk/client.ts'
    import { readRelease } from './src/drivers/sdk/release.ts'
    const client = createSdkClient(readRelease(${JSON.stringify(release.folder)}))
    await client.call({
      operation: { path: '/client_sessions/list' },
      parameters: {},
      authentication: { scheme: 'api_key', headers: [['authorization', 'Bearer x']] },
    }, { transport: {} })`
  const parent = spawn(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '--eval', program],
    { stdio: 'ignore' },
  )
  const host = () => descendantsOf(Number(parent.pid)).findLast(isHost)
  await expect.poll(host, { timeout: 20_000 }).toBeDefined()
  const pid = Number(host())
  await expect.poll(() => isBusy(pid), { timeout: 20_000 }).toBe(true)
  parent.kill('SIGKILL')
  await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false)
})

function isHost(pid: number): boolean {
  const command = commandOf(pid).join(' ')
  return command.includes('guard.mjs') && !command.includes('unshare')
}

/** It has used a second of a processor: it is in the loop. */
function isBusy(pid: number): boolean {
  return Number(statOf(pid)[11]) > 100
}
