/** The body limit: stops reading a response that is larger than the limit.
 *
 * Playwright's request context reads whole bodies into memory and has no
 * limit. Node's diagnostics channel announces each response when its headers
 * arrive, and the async context names the exchange that it belongs to. We
 * count bytes at the socket, because reading the stream would take data from
 * Playwright.
 *
 * Playwright would also decompress a body of any size. So we remove the
 * content-encoding header before Playwright reads it, and our transport
 * decompresses the body within the limit. Playwright's list of raw headers
 * still has the header. */
import { AsyncLocalStorage } from 'node:async_hooks'
import diagnostics from 'node:diagnostics_channel'
import type { ClientRequest, IncomingMessage } from 'node:http'
import { TLSSocket } from 'node:tls'

/** What is known of a response while it arrives. */
export type Watch = {
  readonly maxBodyBytes: number
  hasStarted: boolean
  isTooLarge: boolean
  /** The content-encoding header; empty where the body is not compressed. */
  coding: string
  /** The status with which a proxy refused the connection. */
  refusedBy?: number
}

const pollMs = 5
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
  // Playwright passes on what a proxy answers to CONNECT, as if it were the
  // target's; but that came without TLS.
  if (request.protocol === 'https:' && !(response.socket instanceof TLSSocket))
    watch.refusedBy = response.statusCode ?? 0
  watch.coding = response.headers['content-encoding'] ?? ''
  delete response.headers['content-encoding']
  const stop = (): void => {
    watch.isTooLarge = true
    clearInterval(timer)
    request.destroy()
  }
  const { socket } = response
  const before = socket.bytesRead
  const timer = setInterval(() => {
    if (socket.bytesRead - before > watch.maxBodyBytes) stop()
  }, pollMs)
  response.once('close', () => clearInterval(timer))
  if (Number(response.headers['content-length']) > watch.maxBodyBytes) stop()
}
