/** Equivalent mutants: changes that break no client, so no check may report
 * them. */
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

/** Writes the text in chunks. */
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

/** Writes both instants of a session in another valid way. */
function instant(change: (text: string) => string): Fault {
  return session((it) => ({
    ...it,
    ...Object.fromEntries(
      instants.map((name) => [name, change(String(it[name]))]),
    ),
  }))
}

/** Each operation responds with 429 once, and then as usual. */
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

/** Operations that change nothing, so that a retry is safe. */
const reads = new Set([
  'GET /client_sessions/get',
  'POST /client_sessions/get',
  'GET /client_sessions/list',
  'POST /client_sessions/list',
])

/** Resets the first connection of each of them. */
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

/** The first response of each operation is large. */
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
    'properties come in another order',
    () => onText((it) => JSON.stringify(reversed(JSON.parse(it)))),
  ],
  [
    'white-space',
    'JSON comes with white space between all tokens',
    () => onText((it) => `\n${JSON.stringify(JSON.parse(it), null, '\t')}\r\n`),
  ],
  [
    'escapes',
    'JSON comes with escaped names and slashes',
    () =>
      onText((it) =>
        it
          .replaceAll('"ok"', String.raw`"\u006fk"`)
          .replaceAll('/', String.raw`\/`),
      ),
  ],
  [
    'header-case',
    'header names come in capitals',
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
    'responses have more headers',
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
    'the content type is application/json; charset=UTF-8',
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
    'the content type has no charset',
    () =>
      onHeaders((it) => ({
        ...it,
        ...('content-type' in it && { 'content-type': 'application/json' }),
      })),
  ],
  [
    'type-case',
    'the content type is Application/JSON',
    () =>
      onHeaders((it) => ({
        ...it,
        ...('content-type' in it && { 'content-type': 'Application/JSON' }),
      })),
  ],
  [
    'offset',
    'instants end in +00:00 in place of Z',
    () => instant((it) => it.replace('Z', '+00:00')),
  ],
  [
    'other-offset',
    'instants are written in another zone',
    () =>
      instant(
        (it) =>
          `${new Date(Date.parse(it) + 7_200_000).toISOString().slice(0, 19)}${/\.\d+/.exec(it)?.[0] ?? ''}+02:00`,
      ),
  ],
  [
    'nanoseconds',
    'instants have nanoseconds',
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
    'optional properties are missing',
    () => session((it) => without(it, 'customer_key', 'user_identity_id')),
  ],
  [
    'optional-present',
    'optional properties are present',
    () => session((it) => ({ customer_key: 'a-customer', ...it })),
  ],
  [
    'error-details',
    'errors have more properties, and messages with times and file names',
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
    'the API accepts the token of a revoked session twice more',
    () => acceptEnded(['client_session_revoked'], 2),
  ],
  [
    'deleted-lingers',
    'the API accepts the token of a deleted session twice more',
    () => acceptEnded(['unauthorized'], 2),
  ],
  [
    'expired-lingers',
    'the API accepts the token of an expired session twice more',
    () => acceptEnded(['client_session_expired'], 2),
  ],
  [
    'chunked',
    'bodies come in chunks',
    () => each((it) => raw(it, (whole) => whole.match(/[^]{1,7}/g) ?? [])),
  ],
  [
    'gzip',
    'bodies are compressed',
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
    'the API closes the connection after each response',
    () => onHeaders((it) => ({ ...it, connection: 'close' })),
  ],
  [
    '429-seconds',
    'the API responds once with 429 and a Retry-After in seconds',
    () => limitedOnce(() => '1'),
  ],
  [
    '429-date',
    'the API responds once with 429 and a Retry-After date',
    () => limitedOnce(() => new Date(Date.now() + 1000).toUTCString()),
  ],
  ['reset-once', 'the API resets the first connection of each read', resetOnce],
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
