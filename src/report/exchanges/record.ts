/** The records of the exchanges of a case. */
import type { Contract } from '../../model/contract.ts'
import { headerOf } from '../../model/exchange.ts'
import type { Exchange, Header, Reply } from '../../model/exchange.ts'
import { fingerprintOf } from '../../model/finding.ts'
import type { OutcomeRecord, StepOutcome } from '../../model/outcome.ts'
import type {
  RecordedExchange,
  RecordedReply,
  RecordedRequest,
} from '../../model/recorded.ts'

type Around = {
  readonly runId: string
  /** By which the exchanges were judged. */
  readonly contracts: readonly Contract[]
}

/** Characters of a body that is kept. */
const bodyLimit = 64 * 1024
const headerLimit = 500

/** Headers of one connection, of caches and of cookies. */
const passing = new Set(
  (
    'connection content-length date etag keep-alive server set-cookie ' +
    'transfer-encoding vary via x-powered-by'
  ).split(' '),
)

/** Also of setup steps, but not of what could not be judged. Earlier attempts of
 * a client do not count. */
export function recordsOf(
  { caseId, steps }: OutcomeRecord,
  around: Around,
): readonly RecordedExchange[] {
  return steps.flatMap((step) => {
    const { exchange, attempt } = step
    if (!exchange || attempt || step.status === 'not-judged') return []
    return [recordOf({ ...step, exchange, caseId }, around)]
  })
}

type Recordable = Pick<
  StepOutcome,
  'id' | 'operation' | 'credential' | 'findings' | 'isProbe' | 'isSetup'
> & { readonly exchange: Exchange; readonly caseId: string }

export function recordOf(
  { caseId, exchange, findings, isProbe, isSetup, ...step }: Recordable,
  { runId, contracts }: Around,
): RecordedExchange {
  const { id, operation, credential } = step
  const { request, result } = exchange
  return {
    runId,
    caseId,
    step: id,
    operation,
    credential,
    ...(isListed(step, contracts) && { isListed: true }),
    ...(isProbe && { isProbe }),
    ...(isSetup && { isSetup }),
    request: requestOf(request),
    ...(result.kind === 'reply'
      ? { reply: replyOf(result, exchange) }
      : { noReply: result.reason }),
    ...(findings.length > 0 && { findings: findings.map(fingerprintOf) }),
  }
}

function isListed(
  { operation, credential }: Pick<StepOutcome, 'operation' | 'credential'>,
  contracts: readonly Contract[],
): boolean {
  const name = credential === 'none' ? '' : credential
  return contracts.some(({ operations }) =>
    operations.get(operation)?.security.includes(name),
  )
}

/** Of its headers only the type of its body: the others are the client's. */
function requestOf({
  method,
  path,
  query,
  headers,
  body,
}: Exchange['request']): RecordedRequest {
  const type = headerOf(headers, 'content-type')
  return {
    method,
    path,
    ...(query.length > 0 && { query }),
    ...(type !== undefined && { headers: [['content-type', type]] }),
    ...(body !== undefined && body.length <= bodyLimit && { body }),
  }
}

function replyOf(
  { status, headers, body, isUtf8 }: Reply,
  { page }: Exchange,
): RecordedReply {
  const isKept = body.length <= bodyLimit && page?.canRead.body !== false
  return {
    status,
    headers: headers.filter(isWorthKeeping),
    ...(isKept && { body }),
    ...(!isUtf8 && { isUtf8 }),
  }
}

function isWorthKeeping([name, value]: Header): boolean {
  return !passing.has(name.toLowerCase()) && value.length <= headerLimit
}
