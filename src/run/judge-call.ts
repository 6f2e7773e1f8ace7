/** Judges a call: its own exchange, the additional requests of its client, and
 * the value that the client returned. */
import { checkReturned } from '../checks/returned.ts'
import type { CallResult } from '../drivers/driver.ts'
import type { JsonValue } from '../model/contract.ts'
import { isBlockedByLimit, isSuccess } from '../model/exchange.ts'
import type { Exchange } from '../model/exchange.ts'
import type { Finding } from '../model/finding.ts'
import { isListed } from '../model/weight.ts'
import type { StepOutcome } from '../model/outcome.ts'
import { statusOf } from './status.ts'
import {
  isOwnCredential,
  isUsable,
  judgeExchange,
  mayHaveArrived,
} from './judge.ts'
import type { Judging } from './judge.ts'
import { judgeOthers } from './judge-others.ts'
import { asOnWire, withClient } from './judge-client.ts'
import { sortSent } from './sent.ts'
import type { Sent } from './sent.ts'

export type JudgedCall = {
  readonly outcome: Partial<Pick<StepOutcome, 'operation'>> &
    Pick<
      StepOutcome,
      | 'status'
      | 'reason'
      | 'isBlockedByLimit'
      | 'findings'
      | 'judged'
      | 'exchange'
    >
  readonly others: readonly StepOutcome[]
  /** The body of the call's own response, where it is JSON. */
  readonly body?: JsonValue
  /** Places in it of numbers that were rounded. */
  readonly rounded?: readonly string[]
  readonly isSuccess: boolean
  readonly mayHaveCreated: boolean
}

export async function judgeCall(
  called: CallResult,
  given: Judging,
): Promise<JudgedCall> {
  const by = called.client ? asOnWire(called, given) : given
  const { exchanges, hasOwnParameters: isFree = false } = called
  const sent = sortSent(exchanges, { call: by.prepared.call, isFree })
  const { own, beside } = sent
  const others = beside.length === 0 ? [] : await judgeOthers(beside, by)
  const { outcome, body, rounded } = await judgeOwn(sent, by)
  const spoilt = beside.find(
    ({ exchange, attempt }) => !attempt && !isUsable(exchange),
  )?.exchange
  const returned = withReturned(outcome, { called, own, body, spoilt, by })
  return {
    outcome: called.client
      ? withClient(returned, { call: called.client, sent, exchanges, by })
      : returned,
    others,
    ...(body !== undefined && { body }),
    ...(rounded && { rounded }),
    isSuccess: own !== undefined && isSuccess(own),
    mayHaveCreated:
      own !== undefined && (isSuccess(own) || mayHaveArrived(own)),
  }
}

type Own = Pick<JudgedCall, 'outcome' | 'body' | 'rounded'>

async function judgeOwn(
  { own: exchange, difference }: Sent,
  { planned: { operation }, prepared, at, isAlone = false }: Judging,
): Promise<Own> {
  const { context, secrets } = at
  if (difference !== undefined) {
    const reason = `the client called ${operation.key} with other parameters than the step: ${difference}`
    return { outcome: { status: 'inconclusive', reason, findings: [] } }
  }
  if (!exchange)
    return { outcome: notJudged(`the client did not call ${operation.key}`) }
  const { call, bound, requirement } = prepared
  const { authentication } = call
  const judgement = await judgeExchange(exchange, {
    operation,
    authentication,
    requirement,
    context,
    isOwn: isOwnCredential(bound),
    isAlone,
  })
  if (judgement.kind === 'not-judged') {
    const { reason, isBlockedByLimit: isBlocked } = judgement
    const outcome = { ...notJudged(reason), isBlockedByLimit: isBlocked }
    return { outcome }
  }
  const { findings, judged, body, rounded } = judgement
  const { placeholders } = authentication
  return {
    outcome: {
      status: statusOf(findings),
      findings,
      judged,
      exchange: secrets.hideHeaders(exchange, placeholders),
    },
    ...(body !== undefined && { body }),
    ...(rounded && { rounded }),
  }
}

function notJudged(reason: string): JudgedCall['outcome'] {
  return { status: 'not-judged', reason, findings: [] }
}

/** Adds the findings about the value that the client returned. It is judged
 * only if every call of the client worked: otherwise that failure is the
 * finding. */
function withReturned(
  outcome: JudgedCall['outcome'],
  {
    called,
    own,
    body,
    spoilt,
    by: {
      planned: { operation },
    },
  }: {
    readonly called: CallResult
    readonly own: Exchange | undefined
    readonly body: JsonValue | undefined
    readonly spoilt: Exchange | undefined
    readonly by: Judging
  },
): JudgedCall['outcome'] {
  const { returned, unsupported, error } = called
  if (unsupported !== undefined) return notJudged(unsupported)
  // Another request was made than the step's: nothing else counts.
  if (outcome.status === 'inconclusive' && outcome.reason !== undefined)
    return outcome
  if (error && (!own || outcome.status === 'passed'))
    return { ...outcome, ...notJudged(`the client failed: ${error.message}`) }
  if (returned === undefined) return outcome
  const blocked = called.exchanges.find(isBlockedByLimit)
  const failed = spoilt ?? (own && !isUsable(own) ? own : undefined)
  const found = checkReturned({ operation, returned, body })
  const findings: readonly Finding[] = [
    ...outcome.findings,
    ...(failed ? found.filter(isListed) : found),
  ]
  if (blocked && blocked.result.kind === 'no-reply') {
    const { message } = blocked.result
    return { ...notJudged(message), findings, isBlockedByLimit: true }
  }
  if (!failed) {
    const status = statusOf(findings)
    // Without a call of its own there is nothing that it could have returned.
    if (!own && status === 'passed') return { ...outcome, findings }
    const { reason: _, ...judged } = outcome
    return { ...judged, findings, status }
  }
  if (outcome.status !== 'passed' && own) return { ...outcome, findings }
  const { method, path } = failed.request
  return {
    ...outcome,
    ...notJudged(`${method} ${path} did not succeed`),
    findings,
  }
}
