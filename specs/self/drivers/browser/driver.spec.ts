import { createServer } from 'node:http'
import type { RequestListener } from 'node:http'
import { gzipSync } from 'node:zlib'
import { expect } from '@playwright/test'
import { findBrowser, noBrowser } from '../../../../src/drivers/browser/find.ts'
import { headerOf } from '../../../../src/model/exchange.ts'
import type { Exchange, Request } from '../../../../src/model/exchange.ts'
import { listenOnLoopback } from '../../../../src/transport/loopback.ts'
import type { Listening } from '../../../../src/transport/loopback.ts'
import { test } from './pages.ts'
import type { Connect } from './pages.ts'

test.skip(!findBrowser(), noBrowser)

const key = 'seam_test5Rk2Wq8_0123456789abcdef0123'
const request: Request = {
  method: 'POST',
  path: '/client_sessions/get_or_create',
  query: [],
  headers: [
    ['accept', 'application/json'],
    ['content-type', 'application/json'],
    ['user-agent', 'seamwatch/0'],
    ['seamwatch-probe', 'wrong-kind'],
    ['seam-publishable-key', 'seam_pk1'],
  ],
  body: '{"user_identifier_key":"a"}',
}

let server: Listening | undefined
let requests: string[] = []

test.afterEach(async () => {
  await server?.stop()
  requests = []
})

const open = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, POST, PUT',
  'access-control-allow-headers': 'content-type, seam-publishable-key',
}

/** An API that allows pages, and records the requests. */
async function serve(answer: RequestListener): Promise<string> {
  const api = createServer((incoming, outgoing) => {
    requests.push(`${incoming.method} ${JSON.stringify(incoming.headers)}`)
    for (const [name, value] of Object.entries(open)) {
      outgoing.setHeader(name, value)
    }
    if (incoming.method === 'OPTIONS') outgoing.writeHead(204).end()
    else answer(incoming, outgoing)
  })
  server = await listenOnLoopback(api)
  return `http://127.0.0.1:${server.port}`
}

const ok: RequestListener = (_incoming, outgoing) => {
  outgoing.writeHead(200, {
    'Content-Type': 'application/json',
    'seam-request-id': 'r1',
  })
  outgoing.end('{"ok":true,"name":"é"}')
}

type Made = {
  readonly first: Exchange
  readonly second: Exchange
  /** What arrived. */
  readonly arrived: readonly string[]
}

/** Two calls that succeed, made once by each worker. */
let made: Promise<Made> | undefined

function succeeding(connect: Connect): Promise<Made> {
  made ??= serve(ok).then(async (url) => {
    const driver = connect(url)
    const first = await driver.send(request)
    const arrived = [...requests]
    return { first, second: await driver.send(request), arrived }
  })
  return made
}

test('a response has status, headers and body as they were on the wire', async ({
  connect,
}) => {
  const { first } = await succeeding(connect)
  expect(first).toMatchObject({
    fidelity: 'wire',
    result: {
      kind: 'reply',
      status: 200,
      body: '{"ok":true,"name":"é"}',
      isUtf8: true,
    },
  })
  if (first.result.kind === 'no-reply') throw new Error('no reply')
  // The page may not read it, but the recording has it.
  expect(headerOf(first.result.headers, 'seam-request-id')).toBe('r1')
  expect(first.durationMs).toBeGreaterThan(0)
})

test('the preflight is recorded, with its request and its response', async ({
  connect,
}) => {
  const { page } = (await succeeding(connect)).first
  expect(page?.origin).toMatch(/^http:\/\/localhost:\d+$/)
  expect(page?.preflight).toMatchObject({
    method: 'POST',
    headers: ['content-type', 'seam-publishable-key'],
    answer: { status: 204 },
  })
  expect(page?.canRead).toEqual({ status: true, body: true, requestId: false })
})

test('every call has its own preflight, not only the first', async ({
  connect,
}) => {
  const { page } = (await succeeding(connect)).second
  expect(page?.preflight?.answer?.status).toBe(204)
})

test('headers that a page may not set are neither sent nor recorded', async ({
  connect,
}) => {
  const { first, arrived } = await succeeding(connect)
  const [, call = ''] = arrived
  expect(call).toContain('seam-publishable-key')
  expect(call).not.toContain('seamwatch-probe')
  const names = first.request.headers.map(([name]) => name)
  expect(names).toEqual(['accept', 'content-type', 'seam-publishable-key'])
})

test("a call that fails its preflight is blocked, with the browser's reason", async ({
  connect,
}) => {
  const url = await serve(ok)
  const { result, page } = await connect(url).send({
    ...request,
    method: 'DELETE',
  })
  expect(result).toMatchObject({ kind: 'no-reply', reason: 'blocked' })
  expect(page?.blocked).toEqual({
    rule: 'MethodDisallowedByPreflightResponse',
    about: 'DELETE',
    reason: expect.stringContaining('DELETE is not allowed'),
  })
  expect(requests).toHaveLength(1)
})

test('a response that the page may not read still has its status', async ({
  connect,
}) => {
  const url = await serve((_incoming, outgoing) => {
    outgoing.removeHeader('access-control-allow-origin')
    outgoing.writeHead(401).end('{"ok":false}')
  })
  const { result, page } = await connect(url).send(request)
  expect(result).toMatchObject({ kind: 'reply', status: 401, body: '' })
  expect(page?.blocked?.rule).toBe('MissingAllowOriginHeader')
  expect(page?.canRead.status).toBe(false)
})

test('a redirect is not followed', async ({ connect }) => {
  const url = await serve((_incoming, outgoing) => {
    outgoing.writeHead(307, { location: '/elsewhere' }).end()
  })
  const { result } = await connect(url).send(request)
  expect(result).toMatchObject({ kind: 'reply', status: 307 })
  expect(requests).toHaveLength(2)
})

test('a body is decoded without changing its bytes', async ({ connect }) => {
  const url = await serve((_incoming, outgoing) => {
    outgoing.writeHead(200, { 'content-encoding': 'gzip' })
    outgoing.end(gzipSync(Buffer.from([0x22, 0xe9, 0x22])))
  })
  const { result } = await connect(url).send(request)
  expect(result).toMatchObject({ kind: 'reply', isUtf8: false })
})

const failing: readonly (readonly [string, string, RequestListener])[] = [
  ['timeout', 'that never comes', () => {}],
  [
    'timeout',
    'that begins and never ends',
    (_incoming, outgoing) => void outgoing.writeHead(200).write('{'),
  ],
  ['reset', 'on a closed connection', ({ socket }) => void socket.destroy()],
  [
    'cut-off',
    'that is cut off',
    ({ socket }, outgoing) => {
      outgoing.writeHead(200, { 'content-length': 100 })
      outgoing.write('{"ok":', () => setTimeout(() => socket.destroy(), 20))
    },
  ],
  [
    'too-large',
    'beyond the limit',
    (_incoming, outgoing) => void outgoing.end('x'.repeat(200_000)),
  ],
]

for (const [reason, what, answer] of failing) {
  test(`a response ${what} is recorded as: ${reason}`, async ({ connect }) => {
    const limits = { timeoutMs: 1500, maxBodyBytes: 100_000 }
    const driver = connect(await serve(answer), { limits })
    const { result } = await driver.send(request)
    expect(result).toMatchObject({ kind: 'no-reply', reason })
    expect(JSON.stringify(result)).not.toContain('seam_pk1')
  })
}

test('without a server the connection is refused, not blocked', async ({
  connect,
}) => {
  const url = await serve(ok)
  await server?.stop()
  const { result, page } = await connect(url).send(request)
  expect(result).toMatchObject({ kind: 'no-reply', reason: 'refused' })
  expect(page?.blocked).toBeUndefined()
})

test('the backend sends a request with the API key; no page receives it', async ({
  connect,
}) => {
  const driver = connect(await serve(ok), { secrets: [key] })
  const { page } = await driver.send({
    ...request,
    headers: [...request.headers, ['authorization', `Bearer ${key}`]],
  })
  expect(page).toBeUndefined()
  expect(requests.filter((it) => it.startsWith('OPTIONS'))).toEqual([])
  expect(await driver.picture()).toBeUndefined()
})

test('without the DevTools protocol the fidelity is parsed, not wire', async ({
  connect,
}) => {
  const driver = connect(await serve(ok), { canWatch: false })
  const read = await driver.send(request)
  expect(read.fidelity).toBe('parsed')
  expect(read.page?.preflight).toBeUndefined()
  const { result, page } = await driver.send({ ...request, method: 'DELETE' })
  expect(result).toMatchObject({ kind: 'no-reply', reason: 'blocked' })
  expect(page?.blocked).toMatchObject({ rule: 'unseen' })
})
