/** The recording proxy: a server on loopback that records the requests of a
 * client (a page, an SDK, a CLI) and sends them through a transport.
 *
 * It changes only the credential and the headers of the connection. It never
 * retries: the client's own retries are part of the test. */
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type {
  Exchange,
  Header,
  Method,
  Reply,
  Request,
} from '../model/exchange.ts'
import { pairsOfRaw } from './header-pairs.ts'
import { listenOnLoopback } from './loopback.ts'
import type { Transport } from './transport.ts'

export type RecordingProxy = {
  /** `http://127.0.0.1:PORT` */
  readonly endpoint: string
  /** In the order in which the requests arrived. Waits for responses that have
   * not arrived yet. */
  readonly exchanges: () => Promise<readonly Exchange[]>
  readonly close: () => Promise<void>
}

export type ProxyOptions = {
  readonly transport: Transport
  /** Placeholder that the client has → secret that the proxy sends in its
   * place. A response gets the placeholder back. So a child process never has
   * the secret. Read at each request. */
  readonly placeholders?: ReadonlyMap<string, string>
  /** The proxy adds them to each request: the name of a probe, say. */
  readonly headers?: readonly Header[]
}

/** The largest body of a request, in bytes. */
const largestBody = 8 * 1024 * 1024

export async function startRecordingProxy({
  transport,
  placeholders = new Map(),
  headers: added = [],
}: ProxyOptions): Promise<RecordingProxy> {
  const exchanges: Promise<Exchange>[] = []
  const serve = async (
    incoming: IncomingMessage,
    outgoing: ServerResponse,
  ): Promise<void> => {
    const body = await readBody(incoming)
    const request = toRequest(incoming, { body, placeholders, added })
    const sent = transport.send(request)
    exchanges.push(withClientEnd(sent, outgoing))
    const { result } = await sent
    // The client must see the network failure, not a response of this proxy.
    if (result.kind === 'no-reply') outgoing.destroy()
    else answer(outgoing, withoutSecrets(result, placeholders))
  }
  const server = createServer((incoming, outgoing) => {
    serve(incoming, outgoing).catch(() => outgoing.destroy())
  })
  // A connection that it closes while the client uses it again looks like a
  // network failure. All of them end with the proxy.
  server.keepAliveTimeout = 0
  const { port, stop } = await listenOnLoopback(server)
  return {
    endpoint: `http://127.0.0.1:${port}`,
    exchanges: () => Promise.all(exchanges),
    close: stop,
  }
}

async function withClientEnd(
  sent: Promise<Exchange>,
  outgoing: ServerResponse,
): Promise<Exchange> {
  let isOver = false
  outgoing.once('close', () => {
    isOver = true
  })
  const exchange = await sent
  return isOver ? { ...exchange, isEndedByClient: true } : exchange
}

/** @throws Error for a body beyond the limit, or if the client disconnects. */
async function readBody(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > largestBody) throw new Error('the request is too large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** Headers of one connection (RFC 9110 §7.6.1), and those that the transport
 * sets. */
const ofTheConnection =
  /^(?:host|connection|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade|expect|content-length|accept-encoding)$/i

function toRequest(
  incoming: IncomingMessage,
  {
    body,
    placeholders,
    added,
  }: {
    readonly body: string
    readonly placeholders: ReadonlyMap<string, string>
    readonly added: readonly Header[]
  },
): Request {
  const { pathname, searchParams } = new URL(
    incoming.url ?? '/',
    'http://proxy',
  )
  const headers = pairsOfRaw(incoming.rawHeaders)
    .filter(([name]) => !ofTheConnection.test(name))
    .map(([name, value]): Header => [
      name.toLowerCase(),
      withSecrets(value, placeholders),
    ])
  return {
    method: incoming.method as Method, // a preflight's OPTIONS, too
    path: pathname,
    query: [...searchParams],
    headers: [...headers, ...added],
    ...(body !== '' && { body }),
  }
}

function withSecrets(
  text: string,
  placeholders: ReadonlyMap<string, string>,
): string {
  return [...placeholders].reduce(
    (done, [placeholder, secret]) => done.replaceAll(placeholder, secret),
    text,
  )
}

/** An API may repeat the credential that it got. */
function withoutSecrets(
  reply: Reply,
  placeholders: ReadonlyMap<string, string>,
): Reply {
  const back = new Map([...placeholders].map(([from, to]) => [to, from]))
  return {
    ...reply,
    headers: reply.headers.map(([name, value]) => [
      name,
      withSecrets(value, back),
    ]),
    body: withSecrets(reply.body, back),
  }
}

/** They describe the compressed body; the transport has decompressed it. */
const ofTheBody = /^(?:content-encoding|content-length)$/i

function answer(
  outgoing: ServerResponse,
  { status, statusText, headers, body }: Reply,
): void {
  const kept = headers.filter(
    ([name]) => !ofTheConnection.test(name) && !ofTheBody.test(name),
  )
  outgoing.writeHead(status, statusText, kept.flat())
  outgoing.end(body)
}
