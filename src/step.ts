/** One step: bind, send, check, capture. */
import { capture, nothingCaptured, unexplained } from './capture.ts'
import type { Captures } from './capture.ts'
import { classOf, effects } from './catalog.ts'
import { checkExchange } from './checks/index.ts'
import { isRefusal } from './checks/auth.ts'
import type { Authentication } from './credential.ts'
import { isWithheld, mayHaveArrived } from './exchange.ts'
import type { Exchange } from './exchange.ts'
import type { Finding } from './finding.ts'
import type { Status, StepOutcome } from './outcome.ts'
import { redactHeaders } from './redact.ts'
import type { Secrets } from './redact.ts'
import { bindCall } from './scenario/bind.ts'
import { resolve } from './scenario/template.ts'
import type { Names } from './scenario/template.ts'
import type { PlannedStep, Step } from './scenario/types.ts'
import { authenticationOf, sendCall } from './send.ts'
import type { Bound } from './send.ts'
import type { Tools } from './tools.ts'

export type StepResult = {
  readonly outcome: StepOutcome
  /** What later steps may use. */
  readonly captures: Captures
  /** The call as it was sent; absent when it was not. */
  readonly call?: Bound
  readonly isSuccess: boolean
  /** Whether something may have been made: the API said so, or the request left
   * and no complete reply tells. */
  readonly mayHaveMade: boolean
}

export async function runStep(
  planned: PlannedStep,
  {
    scenarioId,
    names,
    done,
    tools,
    secrets,
  }: {
    readonly scenarioId: string
    readonly names: Names
    /** Ids of the steps that have succeeded. */
    readonly done: ReadonlySet<string>
    readonly tools: Tools
    readonly secrets: Secrets
  },
): Promise<StepResult> {
  const { step, operation } = planned
  if (step.after !== undefined && !done.has(step.after)) {
    return unsent(planned, `step "${step.after}" did not succeed`)
  }
  const call = bindCall(planned, names)
  if (call.kind === 'missing') return unsent(planned, lacking(call.name))
  const expect = resolve(step.expect ?? null, names)
  if (expect.kind === 'missing') return unsent(planned, lacking(expect.name))
  const authentication = authenticationOf(call, tools)
  if (!authentication)
    return unsent(planned, 'its credential is not configured')
  if (tools.proofs.isRefused(authentication.scheme)) {
    const reason = `the credential ${authentication.scheme} is refused everywhere`
    return unsent(planned, reason, authentication.scheme)
  }

  const exchange = await sendCall(call, { operation, authentication, tools })
  if (isWithheld(exchange)) return withheld(planned, exchange.result.message)
  const isKnownGood = await isProven(exchange, {
    call,
    planned,
    authentication,
    tools,
  })
  if (isKnownGood === undefined) {
    return withheld(
      planned,
      'refused, and nothing more may be sent to tell why',
    )
  }
  if (exchange.result.kind === 'reply') secrets.learn(exchange.result.body)
  const result = checkExchange({
    exchange,
    operation,
    validator: tools.validator,
    requirement: {
      name: `${scenarioId} › ${step.id}`,
      statuses: step.statuses,
      isRefusalExpected: step.isRefusalExpected,
      ...(step.expect !== undefined && { expect: expect.value }),
      ...(step.withinMs !== undefined && { withinMs: step.withinMs }),
      ...(tools.workspaceId !== undefined && {
        workspaceId: tools.workspaceId,
      }),
    },
    credential: { scheme: authentication.scheme, isProven: isKnownGood },
  })
  const { captures, lost } = isSuccess(exchange)
    ? capture(planned, result.body)
    : nothingCaptured
  for (const save of step.saves) {
    const value = captures.find(([name]) => name === save.name)?.[1]
    if (save.isSecret && typeof value === 'string') secrets.add(value)
  }
  const findings = [...result.findings, ...unexplained(lost, result.findings)]
  return {
    outcome: {
      id: step.id,
      place: step.place,
      operation: operation.key,
      credential: authentication.scheme,
      status: statusOf(findings),
      findings,
      exchange: redactHeaders(exchange, authentication.placeholders),
      judged: result.judged,
    },
    captures,
    call,
    isSuccess: isSuccess(exchange),
    mayHaveMade: isSuccess(exchange) || mayHaveArrived(exchange),
  }
}

/** Asked only where the answer matters: it may cost a request of its own, which
 * a guard may keep back: then it is undefined. */
async function isProven(
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
  const isOwn = call.credential.kind !== 'token'
  if (!isOwn || result.kind === 'no-reply') return true // minted by the API
  if (result.status < 300) tools.proofs.accept(authentication.scheme)
  const isSurprising = isRefusal(result.status) && !step.isRefusalExpected
  if (!isSurprising || authentication.scheme === 'none') return true
  return tools.proofs.isAccepted({ authentication, operation })
}

export function isSuccess({ result }: Exchange): boolean {
  return result.kind === 'reply' && result.status < 300
}

export function statusOf(findings: readonly Finding[]): Status {
  const found = new Set(findings.map(({ code }) => effects[classOf(code)]))
  if (found.has('fails')) return 'failed'
  const isUnclear = found.has('inconclusive') || found.has('usage-error')
  return isUnclear ? 'inconclusive' : 'passed'
}

function lacking(name: string): string {
  return `"${name}" was not captured by an earlier step`
}

function unsent(
  { step, operation }: PlannedStep,
  reason: string,
  credential = credentialName(step),
): StepResult {
  return {
    outcome: {
      id: step.id,
      place: step.place,
      operation: operation.key,
      credential,
      status: 'not-judged',
      reason,
      findings: [],
    },
    captures: [],
    isSuccess: false,
    mayHaveMade: false,
  }
}

/** A guard of the suite has cut the run short. */
function withheld(planned: PlannedStep, reason: string): StepResult {
  const result = unsent(planned, reason)
  return { ...result, outcome: { ...result.outcome, isWithheld: true } }
}

function credentialName({ call: { credential } }: Step): string {
  return 'scheme' in credential ? credential.scheme : credential.kind
}
