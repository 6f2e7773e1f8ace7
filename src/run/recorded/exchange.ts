/** A recorded exchange as the checks read it. */
import { jsonText } from '../../model/json-text.ts'
import { valueAt } from '../../scenario/path.ts'
import type { JsonValue } from '../../model/contract.ts'
import type { Exchange } from '../../model/exchange.ts'
import type { Finding } from '../../model/finding.ts'
import type { RecordedExchange } from '../../model/recorded.ts'

/** Redaction has replaced a token by a text of another form, and may have broken
 * JSON of which the token was a piece. */
export function isOfRedaction(
  { code, bodyPath = [] }: Finding,
  {
    body,
    text,
  }: { readonly body: JsonValue | undefined; readonly text: string },
): boolean {
  if (code === 'body-unreadable') return redacted.test(text)
  if (!/^body-(?:format|enum|constraint|variant)/.test(code)) return false
  const value = body === undefined ? undefined : valueAt(body, bodyPath)
  return value !== undefined && redacted.test(jsonText(value))
}

const redacted = /\[secret|\[redacted/

export function exchangeOf({
  request: { query = [], headers = [], body, ...request },
  reply,
  noReply: reason = 'unknown',
}: RecordedExchange): Exchange {
  return {
    request: {
      ...request,
      query,
      headers,
      ...(body !== undefined && { body }),
    },
    result: reply
      ? {
          kind: 'reply',
          status: reply.status,
          statusText: '',
          headers: reply.headers,
          body: reply.body ?? '',
          isUtf8: reply.isUtf8 ?? true,
        }
      : { kind: 'no-reply', reason, message: 'as the run recorded it' },
    fidelity: 'wire',
    startedAtMs: 0,
    durationMs: 0,
  }
}
