/** CORS: which requests browser pages may send, and which headers they may read.
 *
 * Hono's own middleware writes straight to the response; here the headers are
 * part of the reply, so that a fault can remove one. */
import type { OutgoingHttpHeaders } from 'node:http'
import type { Call } from './calls.ts'
import type { Reply } from './replies.ts'

const allowedHeaders = [
  'authorization',
  'content-type',
  'seam-publishable-key',
  'seam-client-session-token',
  'client-session-token',
  'seam-workspace',
  'seam-sdk-name',
  'seam-sdk-version',
  'seam-lts-version',
].join(', ')

/** Any origin, by its name: Seam's JavaScript client sends a client session's
 * requests with `credentials: include`, for which browsers take neither `*` nor
 * a response that does not allow credentials (Fetch §3.3.5). No cookie is set. */
export function corsHeaders({
  headers: { origin },
}: Call): Readonly<OutgoingHttpHeaders> {
  return {
    ...(origin === undefined
      ? { 'access-control-allow-origin': '*' }
      : {
          'access-control-allow-origin': origin,
          'access-control-allow-credentials': 'true',
        }),
    'access-control-expose-headers': 'seam-request-id',
    vary: 'Origin',
  }
}

export function preflight(): Reply {
  return {
    status: 204,
    headers: {
      'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE',
      'access-control-allow-headers': allowedHeaders,
    },
  }
}
