/** One step: bind, send, check, capture. */
import { capture, nothingCaptured, unexplained } from './capture.ts'
import type { Captures } from './capture.ts'
import { checkExchange } from '../checks/index.ts'
import { isWithheld } from '../model/exchange.ts'
import type { StepOutcome } from '../model/outcome.ts'
import { pause } from './pause.ts'
import { redactHeaders } from '../secrets/headers.ts'
import type { Secrets } from '../secrets/redact.ts'
import { bindCall } from '../scenario/bind.ts'
import { resolve } from '../scenario/template.ts'
import type { Names } from '../scenario/template.ts'
import type { PlannedStep, Step } from '../model/scenario.ts'
import { authenticationOf, sendCall } from './send.ts'
import type { Bound } from './send.ts'
import {
  isProven,
  isSuccess,
  judgePremise,
  mayHaveArrived,
  statusOf,
} from './assess.ts'
import type { Tools } from './context.ts'

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
    caseId,
    scenarioId,
    names,
    done,
    tools,
    secrets,
  }: {
    readonly caseId: string
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
  const harmless = resolve(step.harmless ?? null, names)
  if (harmless.kind === 'missing')
    return unsent(planned, lacking(harmless.name))
  const authentication = authenticationOf(call, tools)
  if (!authentication)
    return unsent(planned, 'its credential is not configured')
  const basis = authentication.basis ?? authentication.scheme
  if (tools.proofs.isRefused(basis)) {
    const reason = `the credential ${basis} is refused everywhere`
    return unsent(planned, reason, authentication.scheme)
  }
  for (const secret of authentication.secrets ?? []) secrets.add(secret)
  const { clock } = tools
  const late = step.pause && (await pause(step.pause, { names, clock }))
  if (late !== undefined) return unsent(planned, late, authentication.scheme)

  const exchange = await sendCall(call, {
    operation,
    authentication,
    tools,
    ...(step.isRefusalExpected && { probe: caseId }),
  })
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
      ...(step.refusals && { refusals: step.refusals }),
      ...(step.harmless !== undefined && { harmless: harmless.value }),
      ...(step.expect !== undefined && { expect: expect.value }),
      ...(step.withinMs !== undefined && { withinMs: step.withinMs }),
      ...(tools.workspaceId !== undefined && {
        workspaceId: tools.workspaceId,
      }),
    },
    credential: {
      scheme: authentication.scheme,
      ...(authentication.title && { title: authentication.title }),
      ...(authentication.basis && { basis: authentication.basis }),
      isProven: isKnownGood,
    },
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
      ...rolesOf(step),
      exchange: redactHeaders(exchange, authentication.placeholders),
      ...(step.isSetup
        ? judgePremise(exchange, findings)
        : { status: statusOf(findings), findings, judged: result.judged }),
    },
    captures,
    call,
    isSuccess: isSuccess(exchange),
    mayHaveMade: isSuccess(exchange) || mayHaveArrived(exchange),
  }
}

function rolesOf(step: Step): Pick<StepOutcome, 'isProbe' | 'isSetup'> {
  return {
    ...(step.isRefusalExpected && { isProbe: true }),
    ...(step.isSetup && { isSetup: true }),
  }
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
      ...rolesOf(step),
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
  return { ...result, outcome: { ...result.outcome, isBlockedByLimit: true } }
}

function credentialName({ call: { credential } }: Step): string {
  if (credential.kind === 'forged') return credential.name
  return 'scheme' in credential ? credential.scheme : credential.kind
}
