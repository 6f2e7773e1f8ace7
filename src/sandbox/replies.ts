/** A reply: the response to a request, and how it is written. */
import type { OutgoingHttpHeaders, ServerResponse } from 'node:http'

export type JsonObject = Readonly<Record<string, unknown>>

export type Reply = {
  readonly status: number
  readonly headers: Readonly<OutgoingHttpHeaders>
  /** An object is sent as JSON; text and bytes are sent as they are. */
  readonly body?: JsonObject | string | Uint8Array
}

/** Writes the response itself: half a body, or a closed socket. */
export type RawWriter = (outgoing: ServerResponse) => void | Promise<void>

export function ok(body: JsonObject = {}): Reply {
  return { status: 200, headers: {}, body: { ...body, ok: true } }
}

/** Headers of the reply override the computed ones. */
export function writeReply(outgoing: ServerResponse, reply: Reply): void {
  if (reply.body === undefined) {
    outgoing.writeHead(reply.status, { ...reply.headers }).end()
    return
  }
  const content = isPlain(reply.body) ? reply.body : JSON.stringify(reply.body)
  outgoing.writeHead(reply.status, {
    'content-length': Buffer.byteLength(content),
    ...reply.headers,
  })
  outgoing.end(content)
}

function isPlain(
  body: JsonObject | string | Uint8Array,
): body is string | Uint8Array {
  return typeof body === 'string' || body instanceof Uint8Array
}
