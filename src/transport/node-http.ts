/** Sends the same requests as the `api` driver, with less work: for runs
 * of many thousands. A test compares what the two see.
 *
 * By Node's own client, as Playwright does: undici 7.30 sees other things. It
 * fails on `100 Continue` and on a 304 with a content length, accepts bytes
 * beyond the content length, and reads the status text as UTF-8. */
import { isUtf8 } from 'node:buffer'
import { Agent, request as open } from 'node:http'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { performance } from 'node:perf_hooks'
import type { Exchange, Reply, Request } from '../model/exchange.ts'
import { decodeBody } from './decode.ts'
import { defaultLimits } from './transport.ts'
import type { Limits, Transport } from './transport.ts'
import { toNoReply } from './failure.ts'
import { pairsOfRaw } from './header-pairs.ts'
import { needsNewConnection } from './idle.ts'
import { urlOf } from './url.ts'

type Connection = {
  /** Without the brackets of an IPv6 address. */
  readonly hostname: string
  readonly port: string
  readonly href: string
  /** How many characters of the address stand before its path. */
  readonly originLength: number
  readonly agent: Agent
  /** When the last exchange on each ended, by `performance.now()`. */
  readonly usedAt: WeakMap<Duplex, number>
  readonly limits: Limits
}

/** What is known of a response while it arrives. */
type Watch = { hasStarted: boolean; isTooLarge: boolean }

/** @param endpoint http only: origin and optional path prefix, without a final
 * slash. */
export function createNodeHttpTransport(
  endpoint: string,
  limits: Limits = defaultLimits,
): Transport {
  const agent = new Agent({ keepAlive: true })
  const usedAt = new WeakMap<Duplex, number>()
  agent.on('free', (socket: Duplex) => usedAt.set(socket, performance.now()))
  const { href, origin, port, hostname } = new URL(endpoint)
  const connection: Connection = {
    hostname: hostname.replaceAll(/[[\]]/g, ''),
    port,
    href,
    originLength: origin.length,
    agent,
    usedAt,
    limits,
  }
  return {
    send: (request) => send(request, connection),
    close: async () => agent.destroy(),
  }
}

async function send(
  request: Request,
  connection: Connection,
): Promise<Exchange> {
  closeIdle(request, connection)
  const startedAtMs = Date.now()
  const start = performance.now()
  const watch: Watch = { hasStarted: false, isTooLarge: false }
  let result: Exchange['result']
  try {
    result = await exchange(request, { ...connection, watch })
  } catch (error) {
    result = toNoReply(error, watch)
  }
  const durationMs = performance.now() - start
  return { request, result, fidelity: 'wire', startedAtMs, durationMs }
}

/** Closes each idle connection on which the request may not leave. */
function closeIdle(request: Request, { agent, usedAt }: Connection): void {
  const now = performance.now()
  for (const socket of Object.values(agent.freeSockets).flat()) {
    const idleForMs = now - ((socket && usedAt.get(socket)) ?? 0)
    if (needsNewConnection(request, idleForMs)) socket?.destroy()
  }
}

function exchange(
  { method, path, query, headers, body }: Request,
  {
    hostname,
    port,
    href,
    originLength,
    agent,
    limits,
    watch,
  }: Connection & {
    readonly watch: Watch
  },
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const outgoing = open({
      agent,
      hostname,
      port,
      path: urlOf(href, { path, query }).slice(originLength),
      method,
      headers: {
        'accept-encoding': 'gzip,deflate,br',
        ...Object.fromEntries(headers),
        ...(body !== undefined && {
          'content-length': Buffer.byteLength(body),
        }),
      },
    })
    // Rejects itself: after a 101 the request emits no event any more.
    const timer = setTimeout(() => {
      fail(new Error(`Timeout ${limits.timeoutMs}ms exceeded`))
    }, limits.timeoutMs)
    const fail = (error: Error): void => {
      clearTimeout(timer)
      outgoing.destroy()
      reject(error)
    }
    outgoing.on('error', fail)
    outgoing.on('response', (incoming) => {
      watch.hasStarted = true
      const { maxBodyBytes } = limits
      read(incoming, { maxBodyBytes, watch })
        .finally(() => clearTimeout(timer))
        .then(resolve, fail)
    })
    outgoing.end(body)
  })
}

/** Limits the bytes as they travel; `decodeBody` limits them unpacked. */
function read(
  incoming: IncomingMessage,
  {
    maxBodyBytes,
    watch,
  }: { readonly maxBodyBytes: number; readonly watch: Watch },
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    let travelled = 0
    const chunks: Buffer[] = []
    const stop = (): void => {
      watch.isTooLarge = true
      incoming.destroy(new Error('too large'))
    }
    if (Number(incoming.headers['content-length']) > maxBodyBytes) stop()
    incoming.on('data', (chunk: Buffer) => {
      travelled += chunk.length
      if (travelled > maxBodyBytes) stop()
      else chunks.push(chunk)
    })
    incoming.on('error', reject)
    incoming.on('end', () => {
      const coding = incoming.headers['content-encoding'] ?? ''
      try {
        const packed = Buffer.concat(chunks)
        const bytes = decodeBody(packed, { coding, maxBytes: maxBodyBytes })
        resolve(toReply(incoming, bytes))
      } catch (cause) {
        reject(cause)
      }
    })
  })
}

function toReply(incoming: IncomingMessage, bytes: Buffer): Reply {
  return {
    kind: 'reply',
    status: incoming.statusCode ?? 0,
    statusText: incoming.statusMessage ?? '',
    headers: pairsOfRaw(incoming.rawHeaders),
    body: bytes.toString('utf8'),
    isUtf8: isUtf8(bytes),
  }
}
