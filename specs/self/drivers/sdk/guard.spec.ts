/** The guard of a process of an SDK: what it never gets, and what it may not do. */
import { once } from 'node:events'
import { createServer } from 'node:net'
import { expect, test } from '@playwright/test'
import type { Fault } from '../../../../src/sandbox/faults.ts'
import { withRelease } from './calls.ts'
import { writtenRelease } from './releases.ts'

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
    `net.createServer().listen('socket-of-an-sdk')`,
    'a server at socket-of-an-sdk',
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
