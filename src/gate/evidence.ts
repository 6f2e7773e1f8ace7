/** Evidence: a call as `calls.ndjson` shows it, without secrets. */
import type { Authentication } from '../auth/credential.ts'
import type { ClientEnd } from '../model/client-call.ts'
import type { JsonObject } from '../model/contract.ts'
import type { Exchange } from '../model/exchange.ts'
import { redactHeaders } from '../secrets/headers.ts'
import { createSecrets, redacted } from '../secrets/redact.ts'
import type { CallEvidence, WireEvidence } from './found.ts'

export function evidenceOf({
  exchanges,
  authentication,
  ...call
}: {
  readonly id: string
  readonly condition: string
  readonly operation: string
  readonly parameters: JsonObject
  readonly exchanges: readonly Exchange[]
  readonly authentication: Authentication
  readonly end: ClientEnd
  readonly output: string
}): CallEvidence {
  const { headers, placeholders } = authentication
  const secrets = createSecrets(
    headers.map(([, value]) => value.replace(/^Bearer /, '')),
  )
  for (const { result } of exchanges) {
    if (result.kind === 'reply') secrets.learn(result.body)
  }
  const wire = exchanges.map((it) => wireOf(redactHeaders(it, placeholders)))
  return redacted({ ...call, wire }, secrets)
}

function wireOf({
  request,
  result,
  startedAtMs,
  isEndedByClient,
}: Exchange): WireEvidence {
  const { method, path, query, headers, body = null } = request
  const isReply = result.kind === 'reply'
  return {
    method,
    path,
    query,
    headers,
    body,
    reply: isReply
      ? `${result.status}`
      : isEndedByClient
        ? 'none: the client ended the wait'
        : result.message,
    replyBody: isReply ? result.body : null,
    startedAtMs,
  }
}
