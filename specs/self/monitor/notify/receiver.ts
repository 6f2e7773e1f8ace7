/** A receiver of notices on this machine, which answers as a spec says. */
import { createServer } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { listenOnLoopback } from '../../../../src/transport/loopback.ts'

export type Received = {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
  /** The JSON that was sent, if it is some. */
  readonly body: any // oxlint-disable-line no-explicit-any -- what a spec reads
}

export type Answer = {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly delayMs?: number
  /** `before` and `after` the headers nothing comes; `cut`: the connection
   * breaks when the request was read. */
  readonly fault?: 'before' | 'after' | 'cut'
}

export type Receiver = {
  readonly url: string
  readonly received: Received[]
  /** From now on. */
  readonly answers: (answer: (request: Received) => Answer) => void
  readonly stop: () => Promise<void>
}

export async function openReceiver(
  answer: (request: Received) => Answer = () => ({}),
  tls?: { readonly key: string; readonly cert: string },
): Promise<Receiver> {
  const received: Received[] = []
  let current = answer
  const listener = (incoming: IncomingMessage, outgoing: ServerResponse) => {
    void (async () => {
      const request = await read(incoming)
      received.push(request)
      reply(outgoing, current(request))
    })()
  }
  const server = tls
    ? createSecureServer(tls, listener)
    : createServer(listener)
  const { port, stop } = await listenOnLoopback(server)
  return {
    url: `${tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    received,
    answers: (next) => {
      current = next
    },
    stop,
  }
}

async function read(incoming: IncomingMessage): Promise<Received> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk)
  const text = Buffer.concat(chunks).toString('utf8')
  const headers = Object.fromEntries(
    Object.entries(incoming.headers).map(([name, it]) => [name, String(it)]),
  )
  const { method = '', url: path = '' } = incoming
  return { method, path, headers, text, body: jsonOf(text) }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function reply(
  outgoing: ServerResponse,
  { status = 202, headers = {}, body = '', delayMs = 0, fault }: Answer,
): void {
  if (fault === 'cut') outgoing.destroy()
  if (fault === 'cut' || fault === 'before') return
  setTimeout(() => {
    outgoing.writeHead(status, headers)
    if (fault === 'after') outgoing.flushHeaders()
    else outgoing.end(body)
  }, delayMs)
}
