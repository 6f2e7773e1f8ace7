/** Assessing: what an exchange means for the step, and for what it made. */
import { effectOf } from '../model/weight.ts'
import { isRefusal } from '../checks/auth.ts'
import type { Authentication } from '../auth/credential.ts'
import type { Exchange } from '../model/exchange.ts'
import type { Finding } from '../model/finding.ts'
import type { Status, StepOutcome } from '../model/outcome.ts'
import type { PlannedStep } from '../model/scenario.ts'
import type { Bound } from './send.ts'
import type { Tools } from './context.ts'

/** Asked only where the answer matters: it may cost a request of its own, which
 * a guard may keep back: then it is undefined. */
export async function isProven(
  { result }: Exchange,
  {
    call,
    planned: { step, operation },
    authentication,
    tools,
  }: {
    readonly call: Bound
    readonly planned: PlannedStep
    readonly authentication: Authentication
    readonly tools: Tools
  },
): Promise<boolean | undefined> {
  const { kind } = call.credential
  const isOwn = kind !== 'token' && kind !== 'forged'
  // Minted by the API, or made of what an earlier step has proven.
  if (!isOwn || result.kind === 'no-reply') return true
  if (result.status < 300) tools.proofs.accept(authentication.scheme)
  const isSurprising = isRefusal(result.status) && !step.isRefusalExpected
  if (!isSurprising || authentication.scheme === 'none') return true
  return tools.proofs.isAccepted({ authentication, operation })
}

/** What is found here is told where it is asked for. Only what keeps everything
 * from being judged, such as an outage, is told here, too. */
export function judgePremise(
  exchange: Exchange,
  findings: readonly Finding[],
): Pick<StepOutcome, 'status' | 'reason' | 'findings'> {
  const blocking = findings.filter(
    (finding) => effectOf(finding) === 'inconclusive',
  )
  if (blocking.length > 0 || isSuccess(exchange))
    return { status: statusOf(blocking), findings: blocking }
  const { result } = exchange
  const answer = result.kind === 'reply' ? result.status : 'nothing'
  const reason = `what it needs could not be made: the answer was ${answer}`
  return { status: 'not-judged', reason, findings: [] }
}

export function isSuccess({ result }: Exchange): boolean {
  return result.kind === 'reply' && result.status < 300
}

/** The transport failed after the request may have reached the API. */
export function mayHaveArrived({ result }: Exchange): boolean {
  if (result.kind === 'reply') return false
  return !['refused', 'unresolved', 'tls', 'withheld', 'blocked'].includes(
    result.reason,
  )
}

export function statusOf(findings: readonly Finding[]): Status {
  const found = new Set(findings.map(effectOf))
  if (found.has('fails')) return 'failed'
  const isUnclear = found.has('inconclusive') || found.has('usage-error')
  return isUnclear ? 'inconclusive' : 'passed'
}
