/** The recording proxy: a server on loopback through which a client that sends by
 * itself (a page, an SDK, a CLI) uses a transport.
 *
 * It changes nothing but the credential and what belongs to one connection, and
 * it never retries: a client's own retries are part of what is judged. */
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type {
  Exchange,
  Header,
  Method,
  Reply,
  Request,
} from '../model/exchange.ts'
import type { Transport } from './transport.ts'

export type RecordingProxy = {
  /** `http://127.0.0.1:PORT` */
  readonly endpoint: string
  /** In the order in which the requests arrived; waits for those under way. */
  readonly exchanges: () => Promise<readonly Exchange[]>
  readonly close: () => Promise<void>
}

export type ProxyOptions = {
  readonly transport: Transport
  /** What the client holds, and the secret that goes out in its place: a child
   * process never holds the real one. */
  readonly standIns?: ReadonlyMap<string, string>
  /** Added to each request, such as the name of a probe. */
  readonly headers?: readonly Header[]
}

/** Of a request's body, in bytes. */
const largestBody = 8 * 1024 * 1024

export async function startRecordingProxy({
  transport,
  standIns = new Map(),
  headers: added = [],
}: ProxyOptions): Promise<RecordingProxy> {
  const exchanges: Promise<Exchange>[] = []
  const serve = async (
    incoming: IncomingMessage,
    outgoing: ServerResponse,
  ): Promise<void> => {
    const body = await readBody(incoming)
    const request = toRequest(incoming, { body, standIns, added })
    const sent = transport.send(request)
    exchanges.push(sent)
    const { result } = await sent
    // The client must see a network failure, not a response of ours.
    if (result.kind === 'no-reply') outgoing.destroy()
    else answer(outgoing, result)
  }
  const server = createServer((incoming, outgoing) => {
    serve(incoming, outgoing).catch(() => outgoing.destroy())
  })
  const port = await new Promise<number>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' ? (address?.port ?? 0) : 0)
    })
  })
  return {
    endpoint: `http://127.0.0.1:${port}`,
    exchanges: () => Promise.all(exchanges),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** @throws Error for a body beyond the limit, or a client that goes away. */
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

/** They belong to one connection (RFC 9110 §7.6.1), or the transport sets them. */
const ofTheConnection =
  /^(?:host|connection|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade|expect|content-length|accept-encoding)$/i

function toRequest(
  incoming: IncomingMessage,
  {
    body,
    standIns,
    added,
  }: {
    readonly body: string
    readonly standIns: ReadonlyMap<string, string>
    readonly added: readonly Header[]
  },
): Request {
  const { pathname, searchParams } = new URL(
    incoming.url ?? '/',
    'http://proxy',
  )
  const headers = pairsOf(incoming.rawHeaders)
    .filter(([name]) => !ofTheConnection.test(name))
    .map(([name, value]): Header => [name.toLowerCase(), swap(value, standIns)])
  return {
    method: incoming.method as Method, // a preflight's OPTIONS, too
    path: pathname,
    query: [...searchParams],
    headers: [...headers, ...added],
    ...(body !== '' && { body }),
  }
}

function swap(text: string, standIns: ReadonlyMap<string, string>): string {
  return [...standIns].reduce(
    (swapped, [standIn, secret]) => swapped.replaceAll(standIn, secret),
    text,
  )
}

/** The transport has unpacked the body. */
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

/** Node lists names and values in turn. */
function pairsOf(raw: readonly string[]): readonly Header[] {
  const pairs: Header[] = []
  for (let at = 0; at < raw.length; at += 2) {
    pairs.push([raw[at] ?? '', raw[at + 1] ?? ''])
  }
  return pairs
}
