/** Mutants on the wire: content types, bytes that are not valid JSON, and
 * headers. */
import { Buffer } from 'node:buffer'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { onSuccess } from './change.ts'
import { breaks, outage, shortOf } from './mutant.ts'
import type { Expected, Mutant } from './mutant.ts'
import { allOperations, pick, sessionOperations } from './api-shape.ts'
import type { Reply } from '../replies.ts'

function withType(reply: Reply, type: string | undefined): Reply {
  const { 'content-type': _, ...headers } = reply.headers
  if (type === undefined) return { ...reply, headers }
  return { ...reply, headers: { ...headers, 'content-type': type } }
}

function textOf({ body }: Reply): string {
  return JSON.stringify(body)
}

type Row = readonly [
  id: string,
  what: string,
  caughtBy: Expected,
  change: (reply: Reply) => Reply,
]

const otherType = breaks('content-type-undocumented')
const unreadable = breaks('body-unreadable')

const rows: readonly Row[] = [
  [
    'type-missing',
    'no content type',
    breaks('content-type-missing'),
    (it) => withType(it, undefined),
  ],
  ['type-text', 'text/plain', otherType, (it) => withType(it, 'text/plain')],
  [
    'type-html',
    'text/html',
    otherType,
    (it) => withType(it, 'text/html; charset=utf-8'),
  ],
  [
    'type-misspelt',
    'application/jsom',
    otherType,
    (it) => withType(it, 'application/jsom'),
  ],
  [
    'type-octets',
    'application/octet-stream',
    otherType,
    (it) => withType(it, 'application/octet-stream'),
  ],
  [
    'truncated',
    'JSON without its end',
    unreadable,
    (it) => ({ ...it, body: textOf(it).slice(0, -9) }),
  ],
  [
    'trailing-comma',
    'JSON with a trailing comma',
    unreadable,
    (it) => ({ ...it, body: textOf(it).replace(/}$/, ',}') }),
  ],
  [
    'single-quotes',
    'single quotes in place of double ones',
    unreadable,
    (it) => ({ ...it, body: textOf(it).replaceAll('"', "'") }),
  ],
  [
    'two-documents',
    'two JSON documents',
    unreadable,
    (it) => ({ ...it, body: `${textOf(it)}\n${textOf(it)}` }),
  ],
  [
    'not-a-number',
    'NaN in the JSON',
    unreadable,
    (it) => ({ ...it, body: textOf(it).replace(/true}$/, 'NaN}') }),
  ],
  [
    'html-as-json',
    'an HTML page as application/json',
    unreadable,
    (it) => ({ ...it, body: '<!doctype html><title>Welcome</title>' }),
  ],
  [
    'key-twice',
    'the property ok twice',
    breaks('body-key-duplicated'),
    (it) => ({ ...it, body: textOf(it).replace(/^{/, '{"ok":false,') }),
  ],
  [
    'byte-order-mark',
    'a byte order mark before the JSON',
    unreadable,
    (it) => ({ ...it, body: `\ufeff${textOf(it)}` }),
  ],
  [
    'comment',
    'a comment in the JSON',
    unreadable,
    (it) => ({ ...it, body: textOf(it).replace(/^{/, '{/* v2 */') }),
  ],
  [
    'python-words',
    'the words of Python in place of those of JSON',
    unreadable,
    (it) => ({ ...it, body: textOf(it).replace(/true}$/, 'True}') }),
  ],
  [
    'not-utf8',
    'bytes that are not UTF-8',
    breaks('body-not-utf8'),
    (it) => ({
      ...it,
      body: Buffer.concat([
        Buffer.from('{"name":"'),
        Buffer.from([0xe9]),
        Buffer.from(textOf(it).replace(/^{/, '",')),
      ]),
    }),
  ],
  [
    'utf16',
    'UTF-16',
    breaks('body-not-utf8'),
    (it) => ({
      ...it,
      body: Buffer.concat([
        Buffer.from([0xff, 0xfe]),
        Buffer.from(textOf(it), 'utf16le'),
      ]),
    }),
  ],
  [
    'empty',
    'an empty body',
    breaks('body-missing'),
    (it) => ({ ...it, body: '' }),
  ],
]

const texts = rows.flatMap(([id, what, caughtBy, change], turn) =>
  [turn, turn + 5].map((at): Mutant => {
    const operation = pick(sessionOperations, at)
    return {
      id: `${id}/${shortOf(operation)}`,
      description: `the API sends a success with ${what}`,
      operations: [operation],
      caughtBy,
      faults: () => onSuccess(operation, change),
    }
  }),
)

const oversized = (
  ['GET /client_sessions/list', 'PATCH /client_sessions/grant_access'] as const
).map((operation): Mutant => {
  return {
    id: `oversized/${shortOf(operation)}`,
    description: 'the body is larger than the limit',
    operations: [operation],
    caughtBy: outage('reply-too-large'),
    limits: { maxBodyBytes: 64 * 1024 },
    faults: () =>
      onSuccess(operation, (it) => ({
        ...it,
        body: textOf(it).padEnd(256 * 1024),
      })),
  }
})

/** A few hundred bytes on the wire. */
const bombs = (
  [
    ['gzip', gzipSync, 'POST /client_sessions/list'],
    ['br', brotliCompressSync, 'POST /client_sessions/grant_access'],
    ['deflate', deflateSync, 'POST /client_sessions/revoke'],
  ] as const
).map(([coding, pack, operation]): Mutant => {
  return {
    id: `bomb-${coding}/${shortOf(operation)}`,
    description: `the body is small in ${coding} and unpacks to more than the limit`,
    operations: [operation],
    caughtBy: outage('reply-too-large'),
    limits: { maxBodyBytes: 64 * 1024 },
    faults: () =>
      onSuccess(operation, (it) => ({
        ...it,
        headers: { ...it.headers, 'content-encoding': coding },
        body: pack(textOf(it).padEnd(256 * 1024)),
      })),
  }
})

type Where = readonly [
  id: string,
  what: string,
  operations: readonly string[],
  altersOnly?: readonly number[],
]

const without: readonly Where[] = [
  ['everywhere', 'every response', allOperations],
  ['on-errors', 'errors', allOperations, [400, 401, 404]],
  ['on-revoke', 'revoke', ['POST /client_sessions/revoke']],
]

const requestIds = without.map(([id, what, operations, altersOnly]): Mutant => {
  return {
    id: `no-request-id/${id}`,
    description: `seam-request-id is missing from ${what}`,
    operations,
    caughtBy: { class: 'spec-gap', code: 'request-id-missing' },
    faults: () => ({
      ...(altersOnly && { altersOnly }),
      reply: (reply, { operation }) => {
        const isMeant =
          operations.includes(operation) &&
          (!altersOnly || altersOnly.includes(reply.status))
        if (!isMeant) return reply
        const { 'seam-request-id': _, ...headers } = reply.headers
        return { ...reply, headers }
      },
    }),
  }
})

export const wire: readonly Mutant[] = [
  ...texts,
  ...oversized,
  ...bombs,
  ...requestIds,
]
