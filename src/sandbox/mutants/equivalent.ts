/** Variants: harmless ways to answer, each of which must raise nothing. */
import type { ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'
import type { Fault } from '../faults.ts'
import type { JsonObject, Reply } from '../replies.ts'
import { isObject, onSession, without } from './change.ts'
import { equivalentCors } from './cors.ts'
import { acceptEnded } from './accept-ended.ts'
import type { EquivalentMutant } from './mutant.ts'
import { sessionOperations } from './api-shape.ts'

function each(change: (reply: Reply) => Reply | ReturnType<typeof raw>): Fault {
  return { reply: (reply) => change(reply) }
}

/** Writes text in one piece or many, with the headers given. */
function raw(
  { status, headers, body }: Reply,
  chunks: (whole: string) => readonly string[],
) {
  return (outgoing: ServerResponse) => {
    outgoing.writeHead(status, { ...headers })
    for (const chunk of chunks(textOf(body))) outgoing.write(chunk)
    outgoing.end()
  }
}

function textOf(body: Reply['body']): string {
  return isObject(body) ? JSON.stringify(body) : String(body ?? '')
}

function onText(change: (text: string) => string): Fault {
  return each((reply) =>
    reply.body === undefined
      ? reply
      : { ...reply, body: change(textOf(reply.body)) },
  )
}

function onHeaders(
  change: (given: Reply['headers']) => Reply['headers'],
): Fault {
  return each((reply) => ({ ...reply, headers: change(reply.headers) }))
}

function session(change: (session: JsonObject) => JsonObject): Fault {
  const faults = sessionOperations.map((operation) =>
    onSession(operation, change),
  )
  return {
    reply: async (reply, call) => {
      let changed = reply
      for (const fault of faults) {
        const next = await fault.reply?.(changed, call)
        if (next && typeof next !== 'function') changed = next
      }
      return changed
    },
  }
}

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed)
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, item]) => [name, reversed(item)] as const)
      .toReversed(),
  )
}

const instants = ['created_at', 'expires_at']

/** Writes both instants of a session in another of the allowed ways. */
function instant(change: (text: string) => string): Fault {
  return session((it) => ({
    ...it,
    ...Object.fromEntries(
      instants.map((name) => [name, change(String(it[name]))]),
    ),
  }))
}

/** Each operation is limited once, and answers the second time. */
function limitedOnce(retryAfter: () => string): Fault {
  const seen = new Set<string>()
  return {
    raw: ({ operation }) => {
      if (seen.has(operation)) return undefined
      seen.add(operation)
      return (outgoing) => {
        outgoing.writeHead(429, { 'retry-after': retryAfter() }).end()
      }
    },
  }
}

/** Operations that change nothing, so that asking again is safe. */
const reads = new Set([
  'GET /client_sessions/get',
  'POST /client_sessions/get',
  'GET /client_sessions/list',
  'POST /client_sessions/list',
])

/** Each of them loses its first connection. */
function resetOnce(): Fault {
  const seen = new Set<string>()
  return {
    raw: ({ operation }) => {
      if (!reads.has(operation) || seen.has(operation)) return undefined
      seen.add(operation)
      return (outgoing) => {
        outgoing.socket?.resetAndDestroy()
      }
    },
  }
}

/** Each operation answers once with more than anyone expects. */
function hugeOnce(): Fault {
  const seen = new Set<string>()
  return {
    reply: (reply, { operation }) => {
      if (seen.has(operation) || reply.body === undefined) return reply
      seen.add(operation)
      return { ...reply, body: textOf(reply.body).padEnd(1_000_000) }
    },
  }
}

type Row = readonly [id: string, description: string, faults: () => Fault]

const rows: readonly Row[] = [
  [
    'key-order',
    'properties in another order',
    () => onText((it) => JSON.stringify(reversed(JSON.parse(it)))),
  ],
  [
    'white-space',
    'white space between everything',
    () => onText((it) => `\n${JSON.stringify(JSON.parse(it), null, '\t')}\r\n`),
  ],
  [
    'escapes',
    'names and slashes that are escaped',
    () =>
      onText((it) =>
        it
          .replaceAll('"ok"', String.raw`"\u006fk"`)
          .replaceAll('/', String.raw`\/`),
      ),
  ],
  [
    'header-case',
    'names of headers in capitals',
    () =>
      onHeaders((it) =>
        Object.fromEntries(
          Object.entries(it).map(([name, value]) => [
            name.toUpperCase(),
            value,
          ]),
        ),
      ),
  ],
  [
    'extra-headers',
    'headers that nobody asked for',
    () =>
      onHeaders((it) => ({
        ...it,
        'x-powered-by': 'sandbox',
        etag: '"1"',
        'set-cookie': 'a=b',
      })),
  ],
  [
    'charset',
    'application/json; charset=UTF-8',
    () =>
      onHeaders((it) => ({
        ...it,
        ...('content-type' in it && {
          'content-type': 'application/json; charset=UTF-8',
        }),
      })),
  ],
  [
    'bare-type',
    'application/json without charset',
    () =>
      onHeaders((it) => ({
        ...it,
        ...('content-type' in it && { 'content-type': 'application/json' }),
      })),
  ],
  [
    'type-case',
    'Application/JSON',
    () =>
      onHeaders((it) => ({
        ...it,
        ...('content-type' in it && { 'content-type': 'Application/JSON' }),
      })),
  ],
  ['offset', '+00:00 for Z', () => instant((it) => it.replace('Z', '+00:00'))],
  [
    'other-offset',
    'the same instant in another zone',
    () =>
      instant(
        (it) =>
          `${new Date(Date.parse(it) + 7_200_000).toISOString().slice(0, 19)}${/\.\d+/.exec(it)?.[0] ?? ''}+02:00`,
      ),
  ],
  [
    'nanoseconds',
    'nine digits of a second',
    () =>
      instant((it) =>
        it.replace(
          /(\.\d+)Z/,
          (_all, digits: string) => `${digits.padEnd(10, '0')}Z`,
        ),
      ),
  ],
  [
    'optional-absent',
    'optional properties left out',
    () => session((it) => without(it, 'customer_key', 'user_identity_id')),
  ],
  [
    'optional-present',
    'optional properties sent',
    () => session((it) => ({ customer_key: 'a-customer', ...it })),
  ],
  [
    'error-details',
    'errors that say more than clients read, and name times and files',
    () =>
      each((it) => {
        if (it.status < 400 || !isObject(it.body)) return it
        const { error, ...rest } = it.body
        const details = {
          message: 'At 10:20:30 get.ts was busy: see https://docs.seam.co:443/',
          data: { retry: false },
          docs_url: 'https://docs.seam.co',
        }
        const more = isObject(error) ? { ...error, ...details } : error
        return { ...it, body: { ...rest, error: more, took_ms: 3 } }
      }),
  ],
  [
    'revoked-lingers',
    'the token of a revoked session works twice more, then no more',
    () => acceptEnded(['client_session_revoked'], 2),
  ],
  [
    'deleted-lingers',
    'the token of a deleted session works twice more, then no more',
    () => acceptEnded(['unauthorized'], 2),
  ],
  [
    'expired-lingers',
    'the token of an expired session works twice more, then no more',
    () => acceptEnded(['client_session_expired'], 2),
  ],
  [
    'chunked',
    'chunked transfer',
    () => each((it) => raw(it, (whole) => whole.match(/[^]{1,7}/g) ?? [])),
  ],
  [
    'gzip',
    'a body that is compressed',
    () =>
      each((it) =>
        it.body === undefined
          ? it
          : {
              ...it,
              headers: { ...it.headers, 'content-encoding': 'gzip' },
              body: gzipSync(textOf(it.body)),
            },
      ),
  ],
  [
    'close',
    'a connection closed after each reply, as in HTTP/1.0',
    () => onHeaders((it) => ({ ...it, connection: 'close' })),
  ],
  [
    '429-seconds',
    '429 once, then success after Retry-After: 1',
    () => limitedOnce(() => '1'),
  ],
  [
    '429-date',
    '429 once, then success after a date',
    () => limitedOnce(() => new Date(Date.now() + 1000).toUTCString()),
  ],
  ['reset-once', 'the first connection of each read is reset', resetOnce],
  [
    'huge-but-allowed',
    'the first body of each operation has a megabyte of blanks',
    hugeOnce,
  ],
]

export const equivalentMutants: readonly EquivalentMutant[] = [
  ...rows.map(([id, description, faults]) => ({ id, description, faults })),
  ...equivalentCors,
]
