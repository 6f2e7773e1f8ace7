/** The process of an SDK: what it gets, and how it ends. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { expect, test } from '@playwright/test'
import type { Fault } from '../../../../src/sandbox/faults.ts'
import { withRelease } from './calls.ts'
import { publishedRelease, writtenRelease } from './releases.ts'

const create = 'POST /client_sessions/create'

test('the process has no environment, and never gets the key', async () => {
  const nosy = writtenRelease(`
    async create(body) {
      const { readFileSync, readdirSync } = await import('node:fs')
      const reply = await this.fetch('POST', '/client_sessions/create', body)
      const read = (file) => {
        try { return readFileSync(file, 'utf8') } catch { return '' }
      }
      let pids = []
      try { pids = readdirSync('/proc') } catch {}
      return {
        reply,
        env: process.env,
        argv: [process.argv, process.execArgv],
        options: this.options,
        environments: ['self', process.ppid, ...pids].map((pid) => read('/proc/' + pid + '/environ')),
      }
    }`)
  // The API repeats the credential that it got.
  const faults: Fault = {
    reply: (reply, { headers }) => ({
      ...reply,
      headers: { ...reply.headers, 'x-echo': String(headers.authorization) },
      body: { ...Object(reply.body), echo: headers.authorization },
    }),
  }
  await withRelease(
    nosy,
    async ({ call, apiKey }) => {
      const { client, exchanges } = await call(create, {
        user_identifier_key: 'jane',
      })
      expect(JSON.stringify(exchanges)).toContain(apiKey)
      const { value } = Object(client.end)
      expect(value).toMatchObject({ env: {}, environments: ['', ''] })
      expect(value.options.apiKey).toMatch(/^seam_standin1_/)
      expect(JSON.stringify({ ...value, reply: null })).not.toContain(apiKey)
      expect(client.refused).toEqual([
        { kind: 'file', what: '/proc' },
        { kind: 'file', what: '/proc/self/environ' },
        // Of no process, where it is in namespaces of its own.
        {
          kind: 'file',
          what: expect.stringMatching(/^\/proc\/\d+\/environ$/),
        },
      ])
    },
    { faults },
  )
})

for (const [how, statement] of [
  [
    'spawn',
    `spawn('sleep', ['86411'], { detached: true, stdio: 'ignore' }).unref()`,
  ],
  ['exec', `exec('sleep 86411')`],
  ['execSync', `execSync('sleep 86411 &')`],
  ['fork', `fork('sleep')`],
  [
    'a thread',
    `new (require('node:worker_threads').Worker)('1', { eval: true })`,
  ],
] as const) {
  test(`no process and no thread starts by ${how}`, async () => {
    const release = writtenRelease(`
      async list() {
        const { createRequire } = await import('node:module')
        const require = createRequire(import.meta.url)
        const { spawn, exec, execSync, fork } = require('node:child_process')
        ${statement}
        return []
      }`)
    await withRelease(release, async ({ call }) => {
      const { client } = await call('POST /client_sessions/list')
      expect(client.end).toMatchObject({ kind: 'threw' })
      const what = how === 'a thread' ? how : 'sleep'
      expect(client.refused).toEqual([{ kind: 'process', what }])
    })
  })
}

test('the body that the process fetches does not have the key either', async () => {
  const nosy = writtenRelease(`
    async create(body) {
      const reply = await this.fetch('POST', '/client_sessions/create', body)
      console.log(Buffer.from(JSON.stringify(reply)).toString('hex'))
      return reply.client_session
    }`)
  const faults: Fault = {
    reply: (reply, { headers }) => ({
      ...reply,
      body: { ...Object(reply.body), echo: headers.authorization },
    }),
  }
  await withRelease(
    nosy,
    async ({ call, apiKey }) => {
      const { client } = await call(create)
      const printed = Buffer.from(client.output.trim(), 'hex').toString('utf8')
      expect(printed).toContain('"echo":"Bearer seam_standin1_')
      expect(printed).not.toContain(apiKey)
    },
    { faults },
  )
})

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
    await withRelease(
      release,
      async ({ call }) => {
        const { client } = await call('POST /client_sessions/list')
        expect(client.end).toEqual({ kind: 'unsettled', waitedMs: 3000 })
        const next = await call(create)
        expect(next.client.end).toMatchObject({ kind: 'returned' })
      },
      { settleMs: 3000 },
    )
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

test('a connection to another host is refused and noted', async () => {
  const release = writtenRelease(`
    async list() {
      const net = await import('node:net')
      const refusals = []
      for (const url of ['https://metrics.example.org/x', 'http://127.0.0.1:9999/']) {
        try { await fetch(url) } catch (error) { refusals.push(error.cause?.code) }
      }
      await new Promise((resolve) => net.connect('/socket').on('error', resolve))
      return refusals
    }`)
  await withRelease(release, async ({ call }) => {
    const { client, exchanges } = await call('POST /client_sessions/list')
    expect(client).toMatchObject({
      end: { value: ['ECONNREFUSED', 'ECONNREFUSED'] },
      elsewhere: [
        { host: 'metrics.example.org:443' },
        { host: '127.0.0.1:9999' },
        { host: '/socket' },
      ],
    })
    expect(exchanges).toEqual([])
  })
})

test('a key that the SDK prints is noted', async () => {
  const release = writtenRelease(`
    async list() { console.error('using', this.options.apiKey); return [] }`)
  await withRelease(release, async ({ call }) => {
    const { client } = await call('POST /client_sessions/list')
    expect(client.shown).toEqual(['output'])
  })
})

test('the process cannot signal its parent, nor open its debugger', async () => {
  const release = writtenRelease(`
    async list() {
      for (const kill of [process.kill, process._kill])
        try { kill(process.ppid || 1, 'SIGUSR1') } catch {}
      return []
    }`)
  await withRelease(release, async ({ call }) => {
    const { client } = await call('POST /client_sessions/list')
    expect(client.refused).toHaveLength(2)
    expect(client.refused?.[0]?.what).toMatch(/^a signal to \d+$/)
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

for (const [how, statement, what] of [
  [
    'a getter',
    `net.connect({ get port() { return this.n++ ? PORT : Number(new URL(this.e).port) }, n: 0, e: this.options.endpoint })`,
    undefined,
  ],
  [
    'UDP',
    `require('node:dgram').createSocket('udp4').send('x', PORT, '127.0.0.1')`,
    'a datagram (send)',
  ],
  [
    'a resolver',
    `new (require('node:dns').Resolver)().setServers(['127.0.0.1:PORT'])`,
    '127.0.0.1:PORT',
  ],
  [
    'a server',
    `net.createServer().listen('/tmp/of-an-sdk')`,
    'a server at /tmp/of-an-sdk',
  ],
] as const) {
  test(`no connection leads elsewhere by ${how}`, async () => {
    const seen: string[] = []
    const server = createServer((socket) => {
      seen.push('connected')
      socket.destroy()
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const port = Object(server.address()).port
    const withPort = (text: string) => text.replaceAll('PORT', String(port))
    const release = writtenRelease(`
      async list() {
        const { createRequire } = await import('node:module')
        const require = createRequire(import.meta.url)
        const net = require('node:net')
        try { ${withPort(statement)} } catch {}
        await new Promise((resolve) => setTimeout(resolve, 50))
        return []
      }`)
    await withRelease(release, async ({ call }) => {
      const { client } = await call('POST /client_sessions/list')
      const hosts = client.elsewhere.map(({ host }) => host)
      expect(hosts).toEqual(what === undefined ? [] : [withPort(what)])
    })
    server.close()
    expect(seen).toEqual([])
  })
}

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
  const host = () => descendantsOf(parent.pid).findLast(isHost)
  await expect.poll(host, { timeout: 20_000 }).toBeDefined()
  const pid = Number(host())
  await expect.poll(() => isBusy(pid), { timeout: 20_000 }).toBe(true)
  parent.kill('SIGKILL')
  await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false)
})

function readOr(file: string, otherwise: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return otherwise
  }
}

function isHost(pid: string): boolean {
  const command = readOr(`/proc/${pid}/cmdline`, '')
  return command.includes('guard.mjs') && !command.includes('unshare')
}

function descendantsOf(pid: string | number | undefined): readonly string[] {
  const text = readOr(`/proc/${pid}/task/${pid}/children`, '')
  const children = text.split(' ').filter((it) => it !== '')
  return [...children, ...children.flatMap(descendantsOf)]
}

/** It has used two seconds of a processor: it is in the loop. */
function isBusy(pid: number): boolean {
  const ticks = readOr(`/proc/${pid}/stat`, '').split(' ')[13]
  return Number(ticks) > 200
}

function isAlive(pid: number): boolean {
  try {
    // A process that has ended may still be listed until its parent reads it.
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ')
  } catch {
    return false
  }
}
