/** A call: one request as it arrived, not parsed yet. */
import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import { randomUUID } from 'node:crypto'
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'

export type Env = { Bindings: HttpBindings }

export type Call = {
  /** Sent back in `seam-request-id`. */
  readonly requestId: string
  readonly method: string
  readonly path: string
  /** `POST /client_sessions/create` */
  readonly operation: string
  /** Names in lower case. */
  readonly headers: IncomingHttpHeaders
  /** The first value of each parameter. */
  readonly query: Readonly<Record<string, string>>
  readonly readBody: () => Promise<string>
}

export function callOf(context: Context<Env>): Call {
  const { method, path } = context.req
  return {
    requestId: randomUUID(),
    method,
    path,
    operation: `${method} ${path}`,
    headers: context.env.incoming.headers,
    query: context.req.query(),
    // Not `context.req.text()`: it makes a Request, a signal and a web stream.
    readBody: () => readText(context.env.incoming),
  }
}

const utf8 = new TextDecoder()

/** Like `node:stream/consumers`, without an iterator for each body. */
function readText(incoming: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.on('end', () => resolve(utf8.decode(Buffer.concat(chunks))))
    incoming.on('error', reject)
  })
}
