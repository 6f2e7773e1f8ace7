/** Judges what a page sent and got: each exchange as a step of its own. */
import { isSuccess, statusOf } from '../../run/assess.ts'
import { isRefusal } from '../../checks/auth.ts'
import { isBlocked } from '../../checks/cors.ts'
import { checkExchange } from '../../checks/index.ts'
import type { JsonValue, Operation } from '../../model/contract.ts'
import { authenticate, noAuthentication } from '../../auth/credential.ts'
import type { Authentication } from '../../auth/credential.ts'
import { headerOf, isWithheld } from '../../model/exchange.ts'
import type { Exchange } from '../../model/exchange.ts'
import type { StepOutcome } from '../../model/outcome.ts'
import type { Place } from '../../model/problem.ts'
import { redactHeaders } from '../../secrets/headers.ts'
import type { Tools } from '../../run/context.ts'

export type Context = {
  readonly tools: Tools
  readonly caseId: string
  readonly place: Place
  /** What a body must hold beside the contract, by path. */
  readonly expect: Readonly<Record<string, JsonValue>>
}

export type JudgedExchange = {
  readonly outcome: StepOutcome
  readonly path: string
  /** The reply's body, where it is JSON. */
  readonly body?: JsonValue
  readonly isSuccess: boolean
}

export async function judgeExchange(
  exchange: Exchange,
  { id, context }: { readonly id: string; readonly context: Context },
): Promise<JudgedExchange> {
  const { tools, place } = context
  const { method, path } = exchange.request
  const key: StepOutcome['operation'] = `${method} /${path.replace(/^\//, '')}`
  const authentication = authenticationIn(exchange, tools)
  const step = {
    id,
    place,
    operation: key,
    credential: authentication.scheme,
    exchange: redactHeaders(exchange, authentication.placeholders),
  }
  const unjudged = (
    reason: string,
    rest: Pick<StepOutcome, 'isBlockedByLimit'> = {},
  ): JudgedExchange => ({
    outcome: { ...step, status: 'not-judged', reason, findings: [], ...rest },
    path,
    isSuccess: false,
  })
  if (isWithheld(exchange))
    return unjudged(exchange.result.message, { isBlockedByLimit: true })
  const operation = tools.contract.operations.get(key)
  if (!operation) {
    return unjudged(`${tools.contract.file} does not have ${key}`)
  }
  const isKnownGood = await isProven(exchange, {
    authentication,
    operation,
    tools,
  })
  if (isKnownGood === undefined) {
    return unjudged('refused, and nothing more may be sent to tell why')
  }
  const expect = context.expect[path]
  const { workspaceId } = tools
  const { findings, judged, body } = checkExchange({
    exchange,
    operation,
    validator: tools.validator,
    requirement: {
      name: `${context.caseId} › ${id}`,
      statuses: [200],
      isRefusalExpected: false,
      ...(expect !== undefined && { expect }),
      ...(workspaceId !== undefined && { workspaceId }),
    },
    credential: { scheme: authentication.scheme, isProven: isKnownGood },
  })
  const outcome = { ...step, status: statusOf(findings), findings, judged }
  return {
    outcome,
    path,
    isSuccess: isSuccess(exchange) && !isBlocked(exchange),
    ...(body !== undefined && { body }),
  }
}

/** Asked only after a refusal: it may cost a request. A token that the API has
 * minted in this very case needs no proof. */
async function isProven(
  { result }: Exchange,
  use: {
    readonly authentication: Authentication
    readonly operation: Operation
    readonly tools: Tools
  },
): Promise<boolean | undefined> {
  const { scheme } = use.authentication
  const { proofs } = use.tools
  if (scheme === 'client_session' || scheme === 'none') return true
  if (result.kind === 'no-reply') return true
  if (result.status < 300) proofs.accept(scheme)
  return isRefusal(result.status) ? proofs.isAccepted(use) : true
}

/** By the headers that a component sent; it carries one credential. */
function authenticationIn(
  { request: { headers } }: Exchange,
  { contract, target: { keyring } }: Tools,
): Authentication {
  const bearer = headerOf(headers, 'authorization')?.replace(/^Bearer +/i, '')
  const found =
    bearer === undefined
      ? headerOf(headers, 'seam-publishable-key') &&
        authenticate(contract, 'publishable_key', { keyring })
      : authenticate(contract, 'client_session', { keyring, token: bearer })
  return found || noAuthentication
}
