/** The body limit: stops reading a reply that grows beyond its bound.
 *
 * Playwright's request context reads whole bodies into memory and has no limit
 * of its own. Node's diagnostics channels announce each reply when its headers
 * are in; the async context tells which exchange it belongs to. Bytes are
 * counted at the socket, so that nobody else's stream is touched.
 *
 * Nor has it a limit on what a packed body unpacks to. So the coding is taken
 * off before it looks, and the body is left packed for the driver to unpack
 * within bounds; the headers of the wire, which it keeps apart, stay whole. */
import { AsyncLocalStorage } from 'node:async_hooks'
import diagnostics from 'node:diagnostics_channel'
import type { ClientRequest, IncomingMessage } from 'node:http'

/** What is known of one exchange's reply while it arrives. */
export type Watch = {
  readonly maxBodyBytes: number
  hasStarted: boolean
  isTooLarge: boolean
  /** How the body is packed, as its header says; empty where it is not. */
  coding: string
}

const pollMs = 5
const current = new AsyncLocalStorage<Watch>()
let isSubscribed = false

/** Runs `send` with its reply bounded; `watch` is filled in as it arrives. */
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
