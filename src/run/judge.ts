/** Judges one exchange: runs the checks, with a credential check if needed. */
import { authenticate, noAuthentication } from '../auth/credential.ts'
import type { Authentication } from '../auth/credential.ts'
import { isBlocked } from '../checks/cors-response.ts'
import { checkExchange } from '../checks/index.ts'
import type { Requirement } from '../checks/judgement.ts'
import type { JsonValue, Operation } from '../model/contract.ts'
import {
  headerOf,
  isBlockedByLimit,
  isRefusal,
  isSuccess,
} from '../model/exchange.ts'
import type { Exchange } from '../model/exchange.ts'
import type { Finding } from '../model/finding.ts'
import type { Judged } from '../model/outcome.ts'
import type { PlannedStep } from '../model/scenario.ts'
import type { RunContext } from './context.ts'
import { lookAgain } from './look-again.ts'
import type { Bound, Prepared, StepOptions } from './prepare.ts'

/** What a call is judged by. */
export type Judging = {
  /** A 5xx meets this request alone; absent if it was not looked into. */
  readonly isAlone?: boolean
  readonly planned: PlannedStep
  readonly prepared: Extract<Prepared, { kind: 'ready' }>
  readonly at: StepOptions
}

export type Judgement =
  | {
      readonly kind: 'judged'
      readonly findings: readonly Finding[]
      readonly judged: Judged
      /** The response's body, where it is JSON. */
      readonly body?: JsonValue
      /** Places in it of numbers that were rounded. */
      readonly rounded?: readonly string[]
    }
  /** `reason` is one line. */
  | {
      readonly kind: 'not-judged'
      readonly reason: string
      /** A limit of the run blocked it. */
      readonly isBlockedByLimit: boolean
    }

export async function judgeExchange(
  first: Exchange,
  {
    operation,
    authentication,
    requirement,
    context,
    isOwn,
    isAlone = false,
  }: Pick<Judging, 'isAlone'> & {
    readonly operation: Operation
    readonly authentication: Authentication
    readonly requirement: Requirement
    readonly context: RunContext
    /** The credential is configured; the case did not create it. */
    readonly isOwn: boolean
  },
): Promise<Judgement> {
  if (isBlockedByLimit(first)) return blocked(first.result.message)
  const exchange = await lookAgain(first, context)
  const { isRefusalExpected } = requirement
  context.answering.note(operation.key, { exchange, requirement })
  const isProven = isOwn
    ? await isAccepted(exchange, {
        authentication,
        operation,
        isRefusalExpected,
        context,
      })
    : true
  if (isProven === undefined)
    return blocked('rejected, and no limit is left for a credential check')
  const { scheme, title, basis } = authentication
  const result = checkExchange(
    {
      exchange,
      operation,
      validator: context.validator,
      requirement,
      isAlone,
      seen: context.seen,
      credential: {
        scheme,
        ...(title && { title }),
        ...(basis && { basis }),
        isProven,
      },
    },
    context.checks,
  )
  context.seen.note(exchange, result.body)
  const findings = result.findings.map((it) => withAdopted(it, context))
  return { kind: 'judged', ...result, findings }
}

/** An assumption that a team has adopted counts. */
function withAdopted(finding: Finding, { adoptedBy }: RunContext): Finding {
  const { assumption } = finding
  const adopted = assumption === undefined ? undefined : adoptedBy?.(assumption)
  return adopted ? { ...finding, adopted } : finding
}

function blocked(reason: string): Judgement {
  return { kind: 'not-judged', reason, isBlockedByLimit: true }
}

/** Whether the API accepts the credential elsewhere. This may need a request,
 * so it is sent only if the answer matters; undefined if a limit blocks it. */
async function isAccepted(
  { result }: Exchange,
  {
    authentication,
    operation,
    isRefusalExpected,
    context: { credentialChecks },
  }: {
    readonly authentication: Authentication
    readonly operation: Operation
    readonly isRefusalExpected: boolean
    readonly context: RunContext
  },
): Promise<boolean | undefined> {
  if (result.kind === 'no-reply') return true
  if (result.status < 300) credentialChecks.accept(authentication.scheme)
  const isSurprising = isRefusal(result.status) && !isRefusalExpected
  if (!isSurprising || authentication.scheme === 'none') return true
  return credentialChecks.isAccepted({ authentication, operation })
}

/** Whether the credential is configured. The API issued the others during the
 * case, or they are invalid on purpose. */
export function isOwnCredential({ credential: { kind } }: Bound): boolean {
  return kind !== 'token' && kind !== 'invalid'
}

/** The credential in a request that a client wrote itself. */
export function authenticationIn(
  { request: { headers } }: Exchange,
  { contract, target: { keyring } }: Pick<RunContext, 'contract' | 'target'>,
): Authentication {
  const bearer = headerOf(headers, 'authorization')?.replace(/^Bearer +/i, '')
  const found =
    bearer === undefined
      ? headerOf(headers, 'seam-publishable-key') &&
        authenticate(contract, 'publishable_key', { keyring })
      : authenticate(contract, 'client_session', { keyring, token: bearer })
  return found || noAuthentication
}

/** Whether the response is a success that the client could read. */
export function isUsable(exchange: Exchange): boolean {
  return isSuccess(exchange) && !isBlocked(exchange)
}

/** The network failed after the request may have reached the API. */
export function mayHaveArrived({ result }: Exchange): boolean {
  if (result.kind === 'reply') return false
  return !['refused', 'unresolved', 'tls', 'limit', 'blocked'].includes(
    result.reason,
  )
}
