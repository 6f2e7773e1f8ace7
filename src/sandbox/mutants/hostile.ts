/** Hostile responses: what a server could send to block, flood, mislead or
 * control its clients, and how each must be judged. */
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import type { Fault } from '../faults.ts'
import type { JsonObject, RawWriter } from '../replies.ts'
import { isObject, onSession, onSuccess } from './change.ts'
import type { Mutant } from './mutant.ts'

export type Hostile = {
  /** Unique, and what is sent, for the README. */
  readonly sent: string
  /** `class code place`, one for each finding; none: it is data like any. */
  readonly found: readonly string[]
  /** Limits under which it shows soon; the default ones without. */
  readonly limits?: Mutant['limits']
  readonly faults: () => Fault
}

/** Where all of them happen. */
export const hostileOperation = 'POST /client_sessions/list'

const megabyte = 1024 * 1024
const json = { 'content-type': 'application/json' }
const tooLarge = ['outage reply-too-large response']
const missing = ['outage reply-missing response']
const item = 'body.client_sessions[0]'

function raw(write: RawWriter): () => Fault {
  return () => ({
    raw: (call) => (call.operation === hostileOperation ? write : undefined),
  })
}

/** A documented response with its JSON text changed. */
function text(change: (json: string) => string | Uint8Array): () => Fault {
  return () =>
    onSuccess(hostileOperation, (reply) => ({
      ...reply,
      body: change(JSON.stringify(reply.body)),
    }))
}

function session(change: (session: JsonObject) => unknown): () => Fault {
  return () => onSession(hostileOperation, change)
}

/** These bytes in place of the response. */
function bytes(...parts: readonly string[]): () => Fault {
  return raw((outgoing) => {
    outgoing.socket?.write(parts.join(''))
  })
}

/** Writes again and again, no faster than it is read. */
function endless(head: string, part: string): () => Fault {
  return raw(({ socket }) => {
    if (!socket) return
    const more = (): void => {
      while (!socket.destroyed && socket.write(part));
    }
    socket.on('drain', more)
    socket.write(head)
    more()
  })
}

/** `size` megabytes of blanks in few bytes. */
function bomb(coding: 'gzip' | 'br' | 'deflate', size: number): () => Fault {
  const pack = {
    gzip: () => {
      // Members of one stream, RFC 1952 §2.2.
      const member = gzipSync(Buffer.alloc(megabyte, ' '))
      return Buffer.concat(Array.from({ length: size }, () => member))
    },
    br: () => brotliCompressSync(Buffer.alloc(size * megabyte, ' ')),
    deflate: () => deflateSync(Buffer.alloc(size * megabyte, ' ')),
  }[coding]
  return () =>
    onSuccess(hostileOperation, (reply) => {
      const body = pack()
      const headers = {
        ...reply.headers,
        'content-encoding': coding,
        'content-length': body.length,
      }
      return { ...reply, headers, body }
    })
}

const start = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n'

/** Moves the cursor, sets a title, hides, colours and reverses text. */
export const driving =
  '\u001b[2J\u001b]0;owned\u0007\u001b[8m\u009b31m\u0000\r\n\u202e'
/** Each would write to the page's title if it ran. */
export const scripts =
  '<script>document.title="owned"</script><img src=x onerror=document.title="owned">]]>"\'`${1}'

const ours = ['failed', 'passed', 'not-judged', 'breaking-drift', 'list']

const size: readonly Hostile[] = [
  {
    sent: 'a body without end',
    found: tooLarge,
    faults: endless(
      `${start}transfer-encoding: chunked\r\n\r\n`,
      `10000\r\n${' '.repeat(0x10000)}\r\n`,
    ),
  },
  {
    sent: 'a body that announces 100 MB',
    found: tooLarge,
    faults: bytes(`${start}content-length: 100000000\r\n\r\n[`),
  },
  { sent: '1 GB in gzip', found: tooLarge, faults: bomb('gzip', 1024) },
  { sent: '32 MB in br', found: tooLarge, faults: bomb('br', 32) },
  { sent: '32 MB in deflate', found: tooLarge, faults: bomb('deflate', 32) },
  {
    sent: 'a header of 1 MB',
    found: missing,
    faults: bytes(start, `x-large: ${'a'.repeat(megabyte)}\r\n\r\n{}`),
  },
  {
    sent: 'interim replies (103) without end',
    found: ['outage reply-timed-out response'],
    limits: { timeoutMs: 1500 },
    faults: raw(({ socket }) => {
      const timer = setInterval(
        () => socket?.write('HTTP/1.1 103 Early Hints\r\n\r\n'),
        5,
      )
      socket?.on('close', () => clearInterval(timer))
    }),
  },
  {
    sent: 'JSON nested 10,000 deep',
    found: [`breaking-drift body-type-wrong ${item}`],
    faults: text(() => listOf('['.repeat(10_000) + ']'.repeat(10_000))),
  },
  {
    sent: 'JSON nested a million deep',
    found: [`breaking-drift body-type-wrong ${item}`],
    faults: text(() => listOf('['.repeat(1e6) + ']'.repeat(1e6))),
  },
  {
    sent: 'a list of a million elements',
    found: [`breaking-drift body-type-wrong ${item}`],
    faults: text(() => listOf(Array.from({ length: 1e6 }, () => 0).join())),
  },
  {
    sent: 'a property a hundred thousand times',
    found: ['breaking-drift body-key-duplicated body property "ok"'],
    faults: text((it) => it.replace(/^{/, `{${'"ok":true,'.repeat(100_000)}`)),
  },
  {
    sent: 'a token in each of 20,000 sessions',
    found: [`breaking-drift body-required-missing ${item}.client_session_id`],
    faults: text(() =>
      listOf(
        Array.from(
          { length: 20_000 },
          (_, at) => `{"token":"a-token-of-no-shape-${at}"}`,
        ).join(),
      ),
    ),
  },
  {
    sent: 'a date of 4 MB',
    found: [`breaking-drift body-format-wrong ${item}.created_at`],
    faults: session((it) => ({
      ...it,
      created_at: `2026-01-01T00:00:00.${'0'.repeat(4 * megabyte)}`,
    })),
  },
]

const time: readonly Hostile[] = [
  {
    sent: 'one byte every 20 ms',
    found: ['outage reply-timed-out response'],
    limits: { timeoutMs: 1500 },
    faults: raw((outgoing) => {
      outgoing.writeHead(200, json)
      const timer = setInterval(() => outgoing.write(' '), 20)
      outgoing.on('close', () => clearInterval(timer))
    }),
  },
  {
    sent: 'a reset inside the body',
    found: ['outage reply-cut-off response'],
    faults: raw((outgoing) => {
      outgoing.writeHead(200, { ...json, 'content-length': 100 })
      outgoing.write('{"ok":', () => {
        setTimeout(() => outgoing.socket?.resetAndDestroy(), 20)
      })
    }),
  },
  {
    sent: 'a change of protocol (101)',
    found: ['outage reply-timed-out response'],
    limits: { timeoutMs: 1500 },
    faults: bytes(
      'HTTP/1.1 101 Switching Protocols\r\nupgrade: h2c\r\nconnection: upgrade\r\n\r\n',
    ),
  },
]

const meaning: readonly Hostile[] = [
  {
    sent: 'a redirect to another host',
    found: ['breaking-drift redirect-answered status'],
    faults: () =>
      onSuccess(hostileOperation, () => ({
        status: 307,
        headers: { location: 'https://elsewhere.example/steal' },
      })),
  },
  {
    sent: 'a second reply behind the first',
    found: [],
    faults: () => ({
      reply: (reply, call) => {
        if (call.operation !== hostileOperation) return reply
        const body = JSON.stringify(reply.body)
        return (outgoing) => {
          const length = Buffer.byteLength(body)
          outgoing.socket?.write(
            `${start}seam-request-id: 1\r\ncontent-length: ${length}\r\n\r\n${body}HTTP/1.1 500 Smuggled\r\ncontent-length: 0\r\n\r\n`,
          )
        }
      },
    }),
  },
  {
    sent: '`__proto__` and `constructor` as names',
    found: [
      'additive-drift body-property-undocumented body.__proto__',
      'additive-drift body-property-undocumented body.constructor',
    ],
    faults: text((it) =>
      it.replace(
        /^{/,
        '{"__proto__":{"owned":true},"constructor":{"prototype":{"owned":true}},',
      ),
    ),
  },
  {
    sent: 'our own words as tokens',
    found: [`breaking-drift body-required-missing ${item}.client_session_id`],
    faults: text(() =>
      listOf(ours.map((token) => JSON.stringify({ token })).join()),
    ),
  },
  {
    sent: 'a token that is a piece of JSON',
    found: [`breaking-drift body-required-missing ${item}.client_session_id`],
    faults: text(() => listOf(JSON.stringify({ token: '"}],"ok":' }))),
  },
  {
    sent: 'a number beyond every double',
    found: [`breaking-drift body-format-wrong ${item}.device_count`],
    faults: text((it) =>
      it.replaceAll(/"device_count":\d+/g, '"device_count":1e999'),
    ),
  },
]

const characters: readonly Hostile[] = [
  {
    sent: 'bytes that are not UTF-8',
    found: ['breaking-drift body-not-utf8 body'],
    faults: text((it) =>
      Buffer.concat([Buffer.from(it), Buffer.from([0x22, 0xc3, 0x28])]),
    ),
  },
  {
    sent: 'a NUL inside a string',
    found: ['breaking-drift body-unreadable body'],
    faults: text((it) => it.replace('"ok"', '"o\u0000k"')),
  },
  {
    sent: 'a control character in a header',
    found: missing,
    faults: bytes(start, 'x-bell: \u0007\u001b[2J\r\n\r\n{}'),
  },
  {
    sent: 'half of a surrogate pair',
    found: [
      'breaking-drift body-text-broken body',
      `breaking-drift body-format-wrong ${item}.created_at`,
    ],
    faults: session((it) => ({ ...it, created_at: '\ud800' })),
  },
  {
    sent: 'ANSI escapes in names and values',
    found: [
      `breaking-drift body-format-wrong ${item}.created_at`,
      `additive-drift body-property-undocumented ${item}["…"]`,
    ],
    faults: session((it) => ({ ...it, created_at: driving, [driving]: 1 })),
  },
  {
    sent: 'HTML and scripts in names, values and headers',
    found: [
      `breaking-drift body-format-wrong ${item}.created_at`,
      `additive-drift body-property-undocumented ${item}["…"]`,
    ],
    faults: () =>
      onSuccess(hostileOperation, (reply) => ({
        ...reply,
        headers: { ...reply.headers, 'seam-request-id': scripts },
        body: mapSessions(reply.body, (it) => ({
          ...it,
          created_at: '<b>',
          [scripts]: scripts,
        })),
      })),
  },
]

function listOf(items: string): string {
  return `{"client_sessions":[${items}],"ok":true}`
}

function mapSessions(
  body: unknown,
  change: (session: JsonObject) => JsonObject,
): JsonObject {
  if (!isObject(body) || !Array.isArray(body['client_sessions'])) return {}
  const sessions: readonly unknown[] = body['client_sessions']
  return {
    ...body,
    client_sessions: sessions.map((it) => (isObject(it) ? change(it) : it)),
  }
}

export const hostile: readonly Hostile[] = [
  ...size,
  ...time,
  ...meaning,
  ...characters,
]
