/** Transport failures: classifies the error text of a client, without its secrets. */
import type { NoReply, NoReplyReason } from '../model/exchange.ts'
import { TooLargeError } from './decode.ts'

/** The first rule whose words are in the message names the reason. The words are
 * Node's error codes, OpenSSL's reasons and Playwright's own sentences. */
const rules: readonly (readonly [NoReplyReason, RegExp])[] = [
  ['timeout', /Timeout \d+ms exceeded|ETIMEDOUT|timed out/i],
  [
    'tls',
    /certificate|CERT_|EPROTO|SSL routines|ERR_TLS|altnames|wrong version number/i,
  ],
  ['refused', /ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL/],
  ['unresolved', /ENOTFOUND|EAI_AGAIN/],
  ['malformed', /Parse Error|HPE_|failed to decompress|invalid url/i],
  ['reset', /ECONNRESET|EPIPE|socket hang up|aborted/i],
]

/** @param error of the client. Its call log quotes request headers, so only the
 * first line is kept, without the name of the client's function. */
export function toNoReply(
  error: unknown,
  reply: { readonly hasStarted: boolean; readonly isTooLarge: boolean },
): NoReply {
  const text = error instanceof Error ? error.message : String(error)
  const line = (text.split('\n', 1)[0] ?? '').replace(
    /^(?:apiRequestContext|request|page)\.\w+: /,
    '',
  )
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
