/** Evidence: a call as `calls.ndjson` shows it, without secrets. */
import type { CallResult, PreparedCall } from '../drivers/driver.ts'
import type { ClientCall, ClientEnd } from '../model/client-call.ts'
import type { JsonObject } from '../model/contract.ts'
import type { Exchange, Header, Request } from '../model/exchange.ts'
import { redactHeaders } from '../secrets/headers.ts'
import { createSecrets } from '../secrets/redact.ts'
import type { Secrets } from '../secrets/redact.ts'

/** Whose call it is: `control` is plain HTTP. */
export type Who = 'control' | 'baseline' | 'release'

/** What was called: a step of a scenario, or an operation under a condition. */
export type Occasion = {
  /** The same for each party, so that their calls stand side by side. */
  readonly id: string
  readonly scenario?: string
  readonly step?: string
  readonly condition?: string
}

/** One call: what was on the wire, and what its caller got. */
export type CallEvidence = Occasion & {
  readonly operation: string
  /** Name of the scheme. */
  readonly credential: string
  readonly arguments: JsonObject
  readonly wire: readonly WireEvidence[]
  /** What the client handed its caller; null for plain HTTP, whose caller gets
   * the response itself. */
  readonly handed: ClientEnd | null
  /** Where the credential can be read in what was handed over. */
  readonly shown: ClientCall['shown']
  /** What the client tried to reach beside the endpoint. */
  readonly elsewhere: ClientCall['elsewhere']
  /** What else it tried, and was refused. */
  readonly refused: NonNullable<ClientCall['refused']>
  readonly output: string
}

export type WireEvidence = Pick<
  Request,
  'method' | 'path' | 'query' | 'headers'
> & {
  readonly body: string | null
  readonly reply: ReplyEvidence
  readonly startedAtMs: number
  readonly durationMs: number
}

export type ReplyEvidence =
  | {
      readonly status: number
      readonly headers: readonly Header[]
      readonly body: string
    }
  /** Why there was no response: `reset`. */
  | { readonly failure: string; readonly message: string }

/** `client_sessions/get › lost-once › api_key` */
export function idOf(parts: readonly string[]): string {
  return parts.map((part) => part.replace(/^\//, '')).join(' › ')
}

/** @param secrets those of the case, if the call is one of several. */
export function evidenceOf(
  {
    call,
    result,
  }: { readonly call: PreparedCall; readonly result: CallResult },
  { occasion, secrets = createSecrets([]) }: EvidenceOptions,
): CallEvidence {
  const { authentication, operation, parameters } = call
  const { headers, placeholders, secrets: more = [] } = authentication
  const values = headers.map(([, value]) => value.replace(/^Bearer /, ''))
  for (const value of [...values, ...more]) secrets.add(value)
  const { exchanges, client } = result
  for (const { result: reply } of exchanges) {
    if (reply.kind === 'reply') secrets.learn(reply.body, reply.headers)
  }
  const clean = <Value>(value: Value): Value =>
    redactedJson(value, secrets) as Value // the same, but for its texts
  const wire = exchanges.map((it) => wireOf(redactHeaders(it, placeholders)))
  return {
    ...occasion,
    operation: operation.key,
    credential: authentication.scheme,
    arguments: clean(parameters),
    wire: clean(wire),
    handed: client
      ? ({ ...clean(client.end), kind: client.end.kind } as ClientEnd)
      : null, // of the same kind
    shown: client?.shown ?? [],
    elsewhere: clean(client?.elsewhere ?? []),
    refused: clean(client?.refused ?? []),
    output: clean(client?.output ?? ''),
  }
}

type EvidenceOptions = {
  readonly occasion: Occasion
  readonly secrets?: Secrets
}

function wireOf({
  request,
  result,
  startedAtMs,
  durationMs,
  isEndedByClient,
}: Exchange): WireEvidence {
  const { method, path, query, headers, body = null } = request
  return {
    method,
    path,
    query,
    headers,
    body,
    reply:
      result.kind === 'reply'
        ? { status: result.status, headers: result.headers, body: result.body }
        : {
            failure: result.reason,
            message: isEndedByClient
              ? 'the client ended the wait'
              : result.message,
          },
    startedAtMs,
    durationMs: Math.round(durationMs),
  }
}

const longestText = 64 * 1024

/** A release may print, return or throw without end. */
function shortened(text: string): string {
  return text.length > longestText
    ? `${text.slice(0, longestText)}… (${text.length} characters in all)`
    : text
}

/** A release chooses the names of properties, too. */
function redactedJson(value: unknown, secrets: Secrets): unknown {
  if (typeof value === 'string') return shortened(secrets.redact(value))
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) {
    return value.map((item) => redactedJson(item, secrets))
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      secrets.redact(name),
      redactedJson(item, secrets),
    ]),
  )
}
