/** Mutants of transport: broken and slow connections, failing servers, and rate
 * limits. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Fault } from '../faults.ts'
import type { RawWriter, Reply } from '../replies.ts'
import { outage, shortOf } from './mutant.ts'
import type { Consequences, Expected, Mutant } from './mutant.ts'
import { allOperations } from './api-shape.ts'

const json = { 'content-type': 'application/json' }

/** Long enough for every healthy response of a busy machine. */
const shortWait = { timeoutMs: 2500 }

function raw(operation: string, write: RawWriter): () => Fault {
  return () => ({
    raw: (call) => (call.operation === operation ? write : undefined),
  })
}

type Broken = readonly [
  id: string,
  what: string,
  caughtBy: Expected,
  write: RawWriter,
  limits?: Mutant['limits'],
]

const broken: readonly Broken[] = [
  [
    'reset',
    'the API resets the connection',
    outage('reply-missing'),
    (outgoing) => {
      outgoing.socket?.resetAndDestroy()
    },
  ],
  [
    'closed',
    'the API closes the connection without a response',
    outage('reply-missing'),
    (outgoing) => {
      outgoing.socket?.end()
    },
  ],
  [
    'not-http',
    'the API responds with something other than HTTP',
    outage('reply-missing'),
    (outgoing) => {
      outgoing.socket?.end('SSH-2.0-OpenSSH\r\n\r\n')
    },
  ],
  [
    'half-open',
    'the API keeps the connection open and sends nothing',
    outage('reply-timed-out'),
    () => {},
    shortWait,
  ],
  [
    'drips',
    'the API sends the body one blank at a time, without end',
    outage('reply-timed-out'),
    (outgoing) => {
      outgoing.writeHead(200, json)
      const timer = setInterval(() => outgoing.write(' '), 50)
      outgoing.on('close', () => clearInterval(timer))
    },
    shortWait,
  ],
  [
    'headers-only',
    'the API sends headers and no body',
    outage('reply-timed-out'),
    (outgoing) => {
      outgoing.writeHead(200, { ...json, 'content-length': 100 })
      outgoing.flushHeaders()
    },
    shortWait,
  ],
  [
    'cut-off',
    'the API closes the connection within the body',
    outage('reply-cut-off'),
    (outgoing) => {
      outgoing.writeHead(200, { ...json, 'content-length': 100 })
      outgoing.write('{"client_session":', () => {
        setTimeout(() => outgoing.destroy(), 10)
      })
    },
  ],
  [
    'chunk-cut-off',
    'the API closes the connection before the last chunk',
    outage('reply-cut-off'),
    (outgoing) => {
      outgoing.writeHead(200, json)
      outgoing.write('{"ok":true', () => {
        setTimeout(() => outgoing.destroy(), 10)
      })
    },
  ],
]

const places = [
  'PATCH /client_sessions/grant_access',
  'GET /client_sessions/list',
]

const connections = broken.flatMap(
  ([id, description, caughtBy, write, limits]) =>
    places.map((operation): Mutant => {
      return {
        id: `${id}/${shortOf(operation)}`,
        description,
        operations: [operation],
        caughtBy,
        ...(limits && { limits }),
        faults: raw(operation, write),
      }
    }),
)

/** Reads are retried, and then it is an equivalent mutant; writes are not. */
const brokenOnce = [
  'POST /client_sessions/create',
  'PUT /client_sessions/create',
  'PATCH /client_sessions/grant_access',
].map((operation): Mutant => {
  return {
    id: `reset-once/${shortOf(operation)}`,
    description: 'the API resets the connection of the first request',
    operations: [operation],
    caughtBy: outage('reply-missing'),
    faults: () => {
      let isDone = false
      return {
        raw: (call) => {
          if (isDone || call.operation !== operation) return undefined
          isDone = true
          return (outgoing) => {
            outgoing.socket?.resetAndDestroy()
          }
        },
      }
    },
  }
})

/** A retry would get 404. */
const doneAndLost: Mutant = {
  id: 'done-and-lost/DELETE-delete',
  description: 'the API performs the first delete, and its response is lost',
  operations: ['DELETE /client_sessions/delete'],
  caughtBy: outage('reply-missing'),
  faults: () => {
    let isDone = false
    return {
      reply: (reply, { operation }) => {
        const isIt = operation === 'DELETE /client_sessions/delete'
        if (isDone || !isIt || reply.status !== 200) return reply
        isDone = true
        return (outgoing) => {
          outgoing.socket?.resetAndDestroy()
        }
      },
    }
  },
}

type Answer = readonly [
  id: string,
  what: string,
  caughtBy: Expected,
  reply: Reply,
]

const page = { 'content-type': 'text/html' }

const answers: readonly Answer[] = [
  [
    '500',
    'a 500 with an error body',
    outage('server-error'),
    {
      status: 500,
      headers: json,
      body: { error: { type: 'internal_error', message: 'x' }, ok: false },
    },
  ],
  [
    '502',
    'a 502 page of a proxy',
    outage('server-error'),
    { status: 502, headers: page, body: '<h1>Bad Gateway</h1>' },
  ],
  [
    '503',
    'a 503 without a body',
    outage('server-error'),
    { status: 503, headers: {} },
  ],
  [
    'challenge',
    'a challenge page in place of the API',
    outage('edge-blocked'),
    { status: 403, headers: page, body: '<h1>Are you human?</h1>' },
  ],
  [
    'redirect',
    'a redirect to another host',
    { class: 'breaking-drift', code: 'redirect-answered' },
    { status: 307, headers: { location: 'https://elsewhere.example/' } },
  ],
  [
    '429',
    '429 without Retry-After',
    outage('rate-limited'),
    { status: 429, headers: {} },
  ],
  [
    '429-long',
    '429 and a Retry-After of a day',
    outage('rate-limited'),
    { status: 429, headers: { 'retry-after': '86400' } },
  ],
  [
    '429-for-ever',
    '429 and Retry-After: 0, for ever',
    outage('rate-limited'),
    { status: 429, headers: { 'retry-after': '0' } },
  ],
  [
    '404',
    'a plain 404, as of a route that does not exist',
    { class: 'breaking-drift', code: 'status-undocumented' },
    {
      status: 404,
      headers: { 'content-type': 'text/plain' },
      body: 'Not Found',
    },
  ],
  [
    '418',
    'an unknown status',
    { class: 'breaking-drift', code: 'status-undocumented' },
    { status: 418, headers: {} },
  ],
]

const bare: Consequences = {
  codes: ['expectation-unmet'],
  reason: 'where 404 is right, its body is still wrong',
}

const failing = answers.flatMap(([id, what, caughtBy, reply], turn) => {
  const operation = allOperations[(turn * 5 + 1) % allOperations.length] ?? ''
  return [
    {
      id: `answers-${id}/${shortOf(operation)}`,
      description: `the API responds to every request with ${what}`,
      operations: [operation],
      caughtBy,
      ...(id === '404' && { also: bare }),
      faults: () => ({
        reply: (before, call) =>
          call.operation === operation ? reply : before,
      }),
    } satisfies Mutant,
  ]
})

const flaky: Mutant = {
  id: 'one-in-five',
  description: 'the API responds to every fifth request with 500',
  operations: allOperations,
  caughtBy: outage('server-error'),
  faults: () => {
    let count = 0
    return {
      reply: (before) => {
        count += 1
        return count % 5 === 0 ? { status: 500, headers: {} } : before
      },
    }
  },
}

/** The heartbeat allows five seconds. */
const slow = [
  'POST /client_sessions/create',
  'POST /client_sessions/get',
  'POST /client_sessions/list',
  'POST /client_sessions/delete',
].map((operation): Mutant => {
  return {
    id: `slow/${shortOf(operation)}`,
    description: 'the API takes more than five seconds to respond',
    operations: [operation],
    caughtBy: { class: 'latency', code: 'latency-over-budget' },
    faults: () => ({
      reply: async (reply, call) => {
        if (call.operation === operation) await sleep(5200)
        return reply
      },
    }),
  }
})

export const transport: readonly Mutant[] = [
  ...slow,
  ...connections,
  ...brokenOnce,
  doneAndLost,
  ...failing,
  flaky,
]
