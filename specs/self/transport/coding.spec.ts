/** Content codings: what is packed is read, within the limit, or named. */
import { createServer } from 'node:http'
import {
  brotliCompressSync,
  deflateRawSync,
  deflateSync,
  gzipSync,
} from 'node:zlib'
import { expect, test } from '@playwright/test'
import { readJson } from '../../../src/checks/json.ts'
import { listenOnLoopback } from '../../../src/transport/loopback.ts'
import { createNodeHttpTransport } from '../../../src/transport/node-http.ts'
import { createPlaywrightTransport } from '../../../src/transport/playwright.ts'
import { defaultLimits } from '../../../src/transport/transport.ts'

const text = '{"ok":true}'
const limits = { ...defaultLimits, maxBodyBytes: 64 * 1024 }
const zstd = Buffer.from('28b52ffd200b5900007b226f6b223a747275657d', 'hex')
const large = Buffer.alloc(1024 * 1024)

for (const [name, connect] of [
  ['playwright', createPlaywrightTransport],
  ['node-http', createNodeHttpTransport],
] as const) {
  const send = async (coding: string, body: Buffer) => {
    const server = createServer((_, response) => {
      response.writeHead(200, { 'content-encoding': coding }).end(body)
    })
    const { port, stop } = await listenOnLoopback(server)
    const transport = await connect(`http://127.0.0.1:${port}`, limits)
    const request = {
      method: 'GET',
      path: '/',
      query: [],
      headers: [],
    } as const
    const { result } = await transport.send(request)
    await transport.close()
    await stop()
    return result
  }

  for (const [coding, body] of [
    ['identity', Buffer.from(text)],
    ['GZip', gzipSync(text)],
    ['deflate', deflateSync(text)],
    ['deflate', deflateRawSync(text)],
    ['gzip, br', brotliCompressSync(gzipSync(text))],
    ['gzip , identity,gzip', gzipSync(gzipSync(text))],
  ] as const) {
    test(`${coding}, beginning with ${body[0]}, is read (${name})`, async () => {
      expect(await send(coding, body)).toMatchObject({
        kind: 'reply',
        body: text,
      })
    })
  }

  for (const [what, coding, body] of [
    ['text that is not packed', 'gzip', Buffer.from(text)],
    ['text that is not packed', 'deflate', Buffer.from(text)],
    ['one layer of two', 'gzip, gzip', gzipSync(text)],
    ['five layers', 'gzip,gzip,gzip,gzip,gzip', gzipSync(text)],
  ] as const) {
    test(`${what} as ${coding} is malformed (${name})`, async () => {
      expect(await send(coding, body)).toMatchObject({
        kind: 'no-reply',
        reason: 'malformed',
        message: expect.stringContaining('failed to decompress'),
      })
    })
  }

  for (const [coding, body] of [
    ['deflate', deflateRawSync(large)],
    ['gzip, gzip', gzipSync(gzipSync(large))],
    ['br, gzip', gzipSync(brotliCompressSync(large))],
  ] as const) {
    test(`a megabyte in ${coding} is read up to the limit (${name})`, async () => {
      const wanted = { kind: 'no-reply', reason: 'too-large' }
      expect(await send(coding, body)).toMatchObject(wanted)
    })
  }

  for (const coding of ['zstd', 'gzip, zstd', 'compress', 'x"y']) {
    test(`${coding}, which no request accepts, is named (${name})`, async () => {
      const result = await send(coding, zstd)
      expect(result.kind).toBe('reply')
      if (result.kind === 'no-reply') return
      expect(readJson(result)).toMatchObject({
        code: 'body-unreadable',
        received: expect.stringMatching(/^a body in the content coding "/),
      })
    })
  }
}
