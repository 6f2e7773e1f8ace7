/** CORS: what a browser client is told it may send and read.
 *
 * Hono's own middleware writes straight to the response; here the headers are
 * part of the reply, so that a fault can take one away. */
import type { OutgoingHttpHeaders } from 'node:http'
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
].join(', ')

/** Any origin, but no cookies: `*` rules credentials out (Fetch §3.2.5). */
export const corsHeaders: Readonly<OutgoingHttpHeaders> = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'seam-request-id',
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
