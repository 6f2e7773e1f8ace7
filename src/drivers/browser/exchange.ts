/** Combines what a page received with what its network recorded: the result of
 * the exchange, and what the page could read of it. */
import { isUtf8 } from 'node:buffer'
import { headerOf } from '../../model/exchange.ts'
import type { Blocked, Exchange, PageView } from '../../model/exchange.ts'
import { toNoReply } from '../../transport/failure.ts'
import { unreadReply } from './network.ts'
import type { Seen } from './network.ts'
import type { Answer, Sent } from './tab.ts'

/** CORS rules about the API's response. A browser has other reasons, such as an
 * insecure page or a private network: these are no fault of the API. */
const rulesOfReplies =
  /AllowOrigin|AllowCredentials|^Preflight|PreflightResponse$|^InvalidResponse$/

export function toResult(
  { answer, seen, console }: Sent,
  { timeoutMs }: { readonly timeoutMs: number },
): Exchange['result'] {
  if (answer.kind === 'reply') return toReply(answer, seen)
  const { stoppedAt, message } = answer
  const reply = {
    hasStarted: seen.wire !== undefined,
    isTooLarge: stoppedAt === 'size',
  }
  if (stoppedAt === 'size') return toNoReply(message, reply)
  if (stoppedAt === 'time') {
    return toNoReply(`Timeout ${timeoutMs}ms exceeded`, reply)
  }
  const blocked = blockedBy({ seen, console })
  if (blocked && seen.wire) return unreadReply(seen.wire)
  if (blocked) {
    return { kind: 'no-reply', reason: 'blocked', message: blocked.reason }
  }
  return toNoReply(seen.failure ?? message, reply)
}

export function toPageView(sent: Sent, origin: string): PageView {
  const { answer, seen, console } = sent
  const blocked = answer.kind === 'reply' ? undefined : blockedBy(sent)
  const isReadable = answer.kind === 'reply' && answer.type !== 'opaqueredirect'
  return {
    origin,
    ...(seen.preflight && { preflight: seen.preflight }),
    ...(blocked && { blocked }),
    canRead: {
      status: isReadable,
      body: isReadable,
      requestId:
        isReadable && headerOf(answer.headers, 'seam-request-id') !== undefined,
    },
    console,
  }
}

function toReply(
  answer: Extract<Answer, { kind: 'reply' }>,
  { wire }: Seen,
): Exchange['result'] {
  const bytes = Buffer.from(answer.body, 'base64')
  const isHidden = answer.type === 'opaqueredirect'
  return {
    kind: 'reply',
    // A page cannot see which redirect it is; only the network recording can.
    status: wire?.status ?? (isHidden ? 302 : answer.status),
    statusText: answer.statusText,
    headers: wire?.headers ?? answer.headers,
    body: bytes.toString('utf8'),
    isUtf8: isUtf8(bytes),
  }
}

function blockedBy({
  seen,
  console,
}: Pick<Sent, 'seen' | 'console'>): Blocked | undefined {
  const reason = sentenceIn(console)
  if (!seen.cors) {
    // Without the DevTools protocol, only the console has the browser's reason.
    return reason === undefined ? undefined : { rule: 'unseen', reason }
  }
  if (!rulesOfReplies.test(seen.cors.rule)) return undefined
  return { ...seen.cors, reason: reason ?? seen.cors.rule }
}

/** Chromium: `… blocked by CORS policy: WHY`. Firefox: `… (Reason: WHY)`.
 * WebKit: `Origin … is not allowed by …`. */
function sentenceIn(console: readonly string[]): string | undefined {
  const words =
    /blocked by CORS policy: (.+)|Cross-Origin Request Blocked.*\(Reason: (.+?)\)|((?:Origin \S+ is|Request header field \S+ is|Method \S+ is) not allowed by .+|Preflight response is not successful.*)/
  for (const line of console) {
    const [, chromium, firefox, webkit] = words.exec(line) ?? []
    const found = chromium ?? firefox ?? webkit
    if (found !== undefined) return found
  }
  return undefined
}
