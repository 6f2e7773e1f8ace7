/** Reads the body of each response that Playwright's client receives, up to a
 * limit.
 *
 * Playwright's request context reads whole bodies into memory and has no
 * limit. Node's diagnostics channel announces each response when its headers
 * arrive, before Playwright sees it, and the async context names the exchange
 * that it belongs to. So we read the same stream, and end a request whose body
 * is too large. To ask Playwright for the body would be a second call.
 *
 * Playwright would also decompress a body of any size, and send cookies back
 * with later requests. So we remove the headers that cause it before Playwright
 * reads them; its list of raw headers still has them. */
import { AsyncLocalStorage } from 'node:async_hooks'
import diagnostics from 'node:diagnostics_channel'
import type { ClientRequest, IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { TLSSocket } from 'node:tls'

/** What is known of a response while it arrives. */
export type Watch = {
  readonly maxBodyBytes: number
  /** Of the body, as they were sent. */
  readonly chunks: Buffer[]
  hasStarted: boolean
  isTooLarge: boolean
  /** The content-encoding header; empty where the body is not compressed. */
  coding: string
  /** The connection on which the response arrived. */
  socket?: Socket
  /** The status with which a proxy refused the connection. */
  refusedBy?: number
}

const current = new AsyncLocalStorage<Watch>()
let isSubscribed = false

/** Runs `send` within the limit, and fills in `watch` while the response
 * arrives. */
export function watchBody<T>(watch: Watch, send: () => Promise<T>): Promise<T> {
  if (!isSubscribed) {
    diagnostics.subscribe('http.client.response.finish', onReply)
    isSubscribed = true
  }
  return current.run(watch, send)
}

function onReply(message: unknown): void {
  const watch = current.getStore()
  if (!watch) return
  // The channel's documented message: https://nodejs.org/api/diagnostics_channel.html#http
  const { request, response } = message as {
    request: ClientRequest
    response: IncomingMessage
  }
  watch.hasStarted = true
  watch.socket = response.socket
  // Playwright passes on what a proxy answers to CONNECT, as if it were the
  // target's; but that came without TLS.
  if (request.protocol === 'https:' && !(response.socket instanceof TLSSocket))
    watch.refusedBy = response.statusCode ?? 0
  watch.coding = response.headers['content-encoding'] ?? ''
  delete response.headers['content-encoding']
  // With a cookie Playwright would also begin to read after the first bytes.
  delete response.headers['set-cookie']
  const stop = (): void => {
    watch.isTooLarge = true
    request.destroy()
  }
  let received = 0
  response.on('data', (chunk: Buffer) => {
    received += chunk.length
    if (received > watch.maxBodyBytes) stop()
    else watch.chunks.push(chunk)
  })
  if (Number(response.headers['content-length']) > watch.maxBodyBytes) stop()
}
