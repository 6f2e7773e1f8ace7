import { createServer } from 'node:http'
import type { RequestListener } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { expect, test } from '@playwright/test'
import { listenOnLoopback } from '../../../src/transport/loopback.ts'
import { createPlaywrightTransport } from '../../../src/transport/playwright.ts'
import type { Limits } from '../../../src/transport/transport.ts'
import { selfSigned } from '../certificate.ts'
import type { Exchange, Header } from '../../../src/model/exchange.ts'

const secret = 'seam_test1_thesecretvalue'
const limits: Limits = {
  timeoutMs: 2000,
  maxBodyBytes: 64 * 1024,
  maxWaitMs: 0,
  pauseMs: 0,
}

/** Sends one request with a credential to a server with this response. */
async function exchange(
  answer: RequestListener,
  given: Partial<Limits> = {},
): Promise<Exchange> {
  const { url, stop } = await listen(answer)
  const driver = await createPlaywrightTransport(url, {
    ...limits,
    ...given,
  })
  try {
    return await driver.send(request)
  } finally {
    await driver.close()
    await stop()
  }
}

const authorization: Header = ['authorization', `Bearer ${secret}`]
const request = {
  method: 'POST',
  path: '/client_sessions/create',
  query: [],
  headers: [authorization, ['content-type', 'application/json']],
  body: '{"user_identifier_key":"a"}',
} as const

async function listen(answer: RequestListener) {
  const { port, stop } = await listenOnLoopback(createServer(answer))
  return { url: `http://127.0.0.1:${port}`, stop }
}

test('a response has its status, its headers as they were written, and its body', async () => {
  const { result, durationMs } = await exchange((incoming, outgoing) => {
    let body = ''
    incoming.on('data', (chunk) => (body += String(chunk)))
    incoming.on('end', () => {
      outgoing.writeHead(201, { 'Content-Type': 'application/json' })
      outgoing.end(JSON.stringify({ method: incoming.method, body }))
    })
  })
  expect(result).toMatchObject({
    kind: 'reply',
    status: 201,
    isUtf8: true,
    body: JSON.stringify({ method: 'POST', body: request.body }),
  })
  expect(result.kind === 'reply' && result.headers).toContainEqual([
    'Content-Type',
    'application/json',
  ])
  expect(durationMs).toBeGreaterThan(0)
})

test('without a server the connection is refused, and the message contains no header', async () => {
  const driver = await createPlaywrightTransport('http://127.0.0.1:9', limits)
  const { result } = await driver.send(request)
  await driver.close()
  expect(result).toMatchObject({ kind: 'no-reply', reason: 'refused' })
  expect(JSON.stringify(result)).not.toContain(secret)
})

test('an untrusted certificate is rejected, and nothing is sent', async () => {
  let requests = 0
  const server = createSecureServer(
    await selfSigned(),
    (_incoming, outgoing) => {
      requests += 1
      outgoing.end()
    },
  )
  const { port, stop } = await listenOnLoopback(server)
  const driver = await createPlaywrightTransport(
    `https://127.0.0.1:${port}`,
    limits,
  )
  const { result } = await driver.send(request)
  await driver.close()
  await stop()
  expect(result).toMatchObject({ kind: 'no-reply', reason: 'tls' })
  expect(requests).toBe(0)
})

test('an unknown host is unresolved', async () => {
  const driver = await createPlaywrightTransport(
    'http://unknown-host.invalid',
    limits,
  )
  const { result } = await driver.send(request)
  await driver.close()
  expect(result).toMatchObject({ kind: 'no-reply', reason: 'unresolved' })
})

test('a request without a response ends within the time limit', async () => {
  const { result, durationMs } = await exchange(() => {}, { timeoutMs: 300 })
  expect(result).toMatchObject({ kind: 'no-reply', reason: 'timeout' })
  expect(durationMs).toBeLessThan(20_000)
  expect(JSON.stringify(result)).not.toContain(secret)
})

test('a slow body ends within the time limit', async () => {
  const { result, durationMs } = await exchange(
    (_incoming, outgoing) => {
      outgoing.writeHead(200)
      const timer = setInterval(() => outgoing.write(' '), 20)
      outgoing.on('close', () => clearInterval(timer))
    },
    { timeoutMs: 300 },
  )
  expect(result).toMatchObject({ kind: 'no-reply', reason: 'timeout' })
  expect(durationMs).toBeLessThan(1500)
})

test('a reset before the response is a reset', async () => {
  const { result } = await exchange((incoming) => {
    incoming.socket.resetAndDestroy()
  })
  expect(result).toMatchObject({ kind: 'no-reply', reason: 'reset' })
})

test('a connection that ends inside the body is cut off', async () => {
  const { result } = await exchange((_incoming, outgoing) => {
    outgoing.writeHead(200, { 'content-length': '100' })
    outgoing.write('{"client_session":')
    setTimeout(() => outgoing.destroy(), 20)
  })
  expect(result).toMatchObject({ kind: 'no-reply', reason: 'cut-off' })
})

test('a response that is not HTTP is malformed', async () => {
  const { result } = await exchange((incoming) => {
    incoming.socket.end('SSH-2.0-OpenSSH\r\n\r\n')
  })
  expect(result).toMatchObject({ kind: 'no-reply', reason: 'malformed' })
})

test('a header of a megabyte is malformed', async () => {
  const { result } = await exchange((incoming) => {
    const header = `x-large: ${'a'.repeat(1024 * 1024)}`
    incoming.socket.end(`HTTP/1.1 200 OK\r\n${header}\r\n\r\n`)
  })
  expect(result).toMatchObject({ kind: 'no-reply', reason: 'malformed' })
})

test('a body with a too large content-length is not read', async () => {
  const { result } = await exchange((_incoming, outgoing) => {
    outgoing.writeHead(200, { 'content-length': '100000000' })
    outgoing.write('[')
  })
  expect(result).toMatchObject({ kind: 'no-reply', reason: 'too-large' })
})

test('an endless body is read up to the limit', async () => {
  let sent = 0
  const chunk = Buffer.alloc(64 * 1024, ' ')
  const { result } = await exchange((_incoming, outgoing) => {
    outgoing.writeHead(200)
    const more = () => {
      while (!outgoing.destroyed && outgoing.write(chunk)) sent += chunk.length
    }
    outgoing.on('drain', more)
    more()
  })
  expect(result).toMatchObject({ kind: 'no-reply', reason: 'too-large' })
  expect(sent).toBeLessThan(100_000_000)
})

for (const [coding, pack] of [
  ['gzip', gzipSync],
  ['x-gzip', gzipSync],
  ['deflate', deflateSync],
  ['br', brotliCompressSync],
] as const) {
  test(`a body in ${coding} is decompressed, and its header stays`, async () => {
    const { result } = await exchange((_incoming, outgoing) => {
      outgoing.writeHead(200, { 'Content-Encoding': coding })
      outgoing.end(pack('{"ok":true}'))
    })
    expect(result).toMatchObject({ kind: 'reply', body: '{"ok":true}' })
    expect(result.kind === 'reply' && result.headers).toContainEqual([
      'Content-Encoding',
      coding,
    ])
  })

  test(`a body that is not in ${coding}, as its header says, is malformed`, async () => {
    const { result } = await exchange((_incoming, outgoing) => {
      outgoing.writeHead(200, { 'content-encoding': coding })
      outgoing.end('{"ok":true}')
    })
    expect(result).toMatchObject({ kind: 'no-reply', reason: 'malformed' })
  })
}

test('gigabytes in a few kilobytes are decompressed up to the limit', async () => {
  // Members of one stream, RFC 1952 §2.2.
  const member = gzipSync(Buffer.alloc(1024 * 1024))
  const bomb = Buffer.concat(Array.from({ length: 2048 }, () => member))
  const before = process.memoryUsage().rss
  let peak = before
  const watching = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss)
  }, 5)
  const { result } = await exchange(
    (_incoming, outgoing) => {
      outgoing.writeHead(200, { 'content-encoding': 'gzip' })
      outgoing.end(bomb)
    },
    { maxBodyBytes: 4 * 1024 * 1024, timeoutMs: 20_000 },
  )
  clearInterval(watching)
  expect(result).toMatchObject({ kind: 'no-reply', reason: 'too-large' })
  // Decompressed it would be two thousand; the rest is for other memory.
  const megabytes = (Math.max(peak, process.memoryUsage().rss) - before) >> 20
  expect(megabytes).toBeLessThan(200)
})

test('a redirect is returned, and no request is sent to the other host', async () => {
  let visits = 0
  const elsewhere = await listen((_incoming, outgoing) => {
    visits += 1
    outgoing.end()
  })
  const { result } = await exchange((_incoming, outgoing) => {
    outgoing.writeHead(302, { location: `${elsewhere.url}/steal` })
    outgoing.end()
  })
  await elsewhere.stop()
  expect(result).toMatchObject({ kind: 'reply', status: 302 })
  expect(visits).toBe(0)
})

test('bytes that are not UTF-8 are marked', async () => {
  const { result } = await exchange((_incoming, outgoing) => {
    outgoing.end(Buffer.from([0x22, 0xff, 0x22]))
  })
  expect(result).toMatchObject({ kind: 'reply', isUtf8: false })
})

test('a cookie from one response is not sent with the next request', async () => {
  const cookies: (string | undefined)[] = []
  const { url, stop } = await listen((incoming, outgoing) => {
    cookies.push(incoming.headers.cookie)
    outgoing.writeHead(200, { 'set-cookie': 'session=1; Path=/' })
    outgoing.end('{}')
  })
  const driver = await createPlaywrightTransport(url, limits)
  await driver.send(request)
  await driver.send(request)
  await driver.close()
  await stop()
  expect(cookies).toEqual([undefined, undefined])
})
