/** Evidence: recorded exchanges by their operation, with their bodies read. */
import type { JsonValue } from '../../model/contract.ts'
import { headerOf } from '../../model/exchange.ts'
import { groupBy } from '../../model/group-by.ts'
import type {
  RecordedExchange,
  RecordedReply,
  RecordedRun,
  Recording,
} from '../../model/recorded.ts'

/** An exchange that got a reply. */
export type Seen = {
  readonly exchange: RecordedExchange
  readonly reply: RecordedReply
  readonly run: RecordedRun
  /** Undefined where it is no JSON. */
  readonly sent: () => JsonValue | undefined
  readonly received: () => JsonValue | undefined
}

export type Evidence = {
  readonly of: (operation: string) => readonly Seen[]
  /** `run 14e773bf against sandbox` */
  readonly source: string
}

export function createEvidence(recordings: readonly Recording[]): Evidence {
  const seen = recordings.flatMap(({ run, exchanges }) =>
    exchanges.flatMap((exchange) => seenIn(exchange, run)),
  )
  const groups = groupBy(seen, ({ exchange }) => bare(exchange.operation))
  const sources = recordings.map(
    ({ title, run: { runId, target } }) =>
      title ?? `run ${runId} against ${target}`,
  )
  return {
    of: (operation) => groups.get(bare(operation)) ?? [],
    source: [...new Set(sources)].join(', '),
  }
}

function seenIn(exchange: RecordedExchange, run: RecordedRun): readonly Seen[] {
  const { request, reply } = exchange
  if (!reply) return []
  return [
    {
      exchange,
      reply,
      run,
      sent: once(() => jsonOf(request.body)),
      received: once(() => jsonOf(reply.body)),
    },
  ]
}

export function typeOf({ reply }: Seen): string {
  const type = headerOf(reply.headers, 'content-type') ?? ''
  return type.split(';', 1).join('').trim().toLowerCase()
}

/** The names of placeholders mean nothing. */
function bare(operation: string): string {
  return operation.replaceAll(/\{[^}]*\}/g, '{}')
}

function jsonOf(text: string | undefined): JsonValue | undefined {
  if (text === undefined || text === '') return undefined
  try {
    const body: JsonValue = JSON.parse(text)
    JSON.stringify(body) // throws for what is nested too deep to be compared
    return body
  } catch {
    return undefined
  }
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined
  return () => (made ??= { value: make() }).value
}
