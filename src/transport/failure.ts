/** Transport failures: classifies the error text of a client, without its secrets. */
import type { NoReply, NoReplyReason } from '../model/exchange.ts'
import { firstLineOf } from '../model/thrown.ts'
import { TooLargeError } from './decode.ts'

/** The first rule whose words are in the message names the reason. The words are
 * Node's error codes, OpenSSL's reasons, Playwright's own sentences, and the
 * names that Chromium, Firefox and WebKit give a failure. */
const rules: readonly (readonly [NoReplyReason, RegExp])[] = [
  [
    'timeout',
    /Timeout \d+ms exceeded|ETIMEDOUT|TIMED_OUT|NET_TIMEOUT|timed out/i,
  ],
  [
    'tls',
    /certificate|CERT_|EPROTO|SSL routines|SSL_|SEC_ERROR|ERR_TLS|TLS (?:alert|error|handshake)|altnames|wrong version number/i,
  ],
  [
    'refused',
    /ECONNREFUSED|TUNNEL_CONNECTION_FAILED|PROXY_CONNECTION_FAILED|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|CONNECTION_REFUSED|ADDRESS_UNREACHABLE|Could not connect/i,
  ],
  [
    'unresolved',
    /ENOTFOUND|EAI_AGAIN|NAME_NOT_RESOLVED|UNKNOWN_HOST|could not be resolved/i,
  ],
  [
    'cut-off',
    /CONTENT_LENGTH_MISMATCH|INCOMPLETE_CHUNKED|PARTIAL_TRANSFER|NET_INTERRUPT/,
  ],
  [
    'malformed',
    /Parse Error|HPE_|failed to decompress|invalid url|INVALID_(?:HTTP|CHUNKED|RESPONSE|CONTENT)|CONTENT_DECODING/i,
  ],
  [
    'reset',
    // A page that gives up says ERR_ABORTED: that is no fault of the network.
    /ECONNRESET|EPIPE|socket hang up|\baborted|EMPTY_RESPONSE|CONNECTION_(?:RESET|CLOSED|ABORTED)|NET_RESET/i,
  ],
]

/** Node 24 adds its own advice; ours names an option of the command. */
const advice = /; if the root CA is installed locally, [^;]*$/

/** @param error of the client, or its text. Its call log quotes request headers,
 * so only the first line is kept, without the name of the client's function. */
export function toNoReply(
  error: unknown,
  reply: { readonly hasStarted: boolean; readonly isTooLarge: boolean },
): NoReply {
  const line = firstLineOf(error)
    .replace(/^(?:apiRequestContext|request|page)\.\w+: /, '')
    .replace(advice, '')
  if (reply.isTooLarge || error instanceof TooLargeError) {
    return { kind: 'no-reply', reason: 'too-large', message: 'reading stopped' }
  }
  const reason = rules.find(([, words]) => words.test(line))?.[0] ?? 'unknown'
  const isCutOff = reason === 'reset' && reply.hasStarted
  return {
    kind: 'no-reply',
    reason: isCutOff ? 'cut-off' : reason,
    message: line,
  }
}
