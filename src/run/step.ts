/** One step: prepare → call → judge → capture. */
import type { Exchange } from '../model/exchange.ts'
import type { StepOutcome } from '../model/outcome.ts'
import type { PlannedStep, Step } from '../model/scenario.ts'
import type { Secrets } from '../secrets/redact.ts'
import { captureFrom } from './capture.ts'
import type { Captures } from './capture.ts'
import { judgeCall } from './judge-call.ts'
import { prepare } from './prepare.ts'
import type { Bound, Prepared, StepOptions } from './prepare.ts'
import { failsAlone } from './second-look.ts'
import { statusOf } from './status.ts'
import { judgeUnproven } from './unproven.ts'

export type StepResult = {
  readonly outcome: StepOutcome
  /** Additional calls of the client, in order. */
  readonly others: readonly StepOutcome[]
  /** Values that later steps may use. */
  readonly captures: Captures
  /** Names of captures that cannot be sent on as they came. */
  readonly rounded: readonly string[]
  /** The call as it was sent; absent if it was not sent. */
  readonly bound?: Bound
  readonly isSuccess: boolean
  /** Whether the call may have created something: the response was a success,
   * or the request was sent and no complete response arrived. */
  readonly mayHaveCreated: boolean
}

export async function runStep(
  planned: PlannedStep,
  at: StepOptions,
): Promise<StepResult> {
  const prepared = await prepare(planned, at)
  if (prepared.kind === 'not-sent') return notSent(planned, { prepared, at })

  const { call, bound } = prepared
  const { secrets } = at
  for (const secret of call.authentication.secrets ?? []) secrets.add(secret)
  const called = await at.caller.call(call, planned.step.id)
  if (called.kind === 'broken') return broken(planned, { ...called, prepared })
  learn(called.result.exchanges, secrets)

  const judging = { planned, prepared, at }
  const isAlone = await failsAlone(called.result, judging)
  const judged = await judgeCall(called.result, { ...judging, isAlone })
  const captured = captureFrom(planned, judged)
  for (const secret of captured.secrets) secrets.add(secret)
  return {
    outcome: {
      ...head(planned),
      credential: call.authentication.scheme,
      ...captured.outcome,
    },
    others: judged.others,
    captures: captured.captures,
    rounded: captured.rounded,
    bound,
    isSuccess: judged.isSuccess,
    mayHaveCreated: judged.mayHaveCreated,
  }
}

/** From now on, tokens that the API issued are secret. */
function learn(exchanges: readonly Exchange[], secrets: Secrets): void {
  for (const { result } of exchanges) {
    if (result.kind === 'reply') secrets.learn(result.body, result.headers)
  }
}

function head({
  step,
  operation,
}: PlannedStep): Pick<
  StepOutcome,
  'id' | 'place' | 'operation' | 'isProbe' | 'isSetup'
> {
  return {
    id: step.id,
    place: step.place,
    operation: operation.key,
    ...(step.isRefusalExpected && { isProbe: true }),
    ...(step.isSetup && { isSetup: true }),
  }
}

async function notSent(
  planned: PlannedStep,
  {
    prepared: { reason, credential = credentialName(planned.step), unproven },
    at: { context, secrets },
  }: {
    readonly prepared: Extract<Prepared, { kind: 'not-sent' }>
    readonly at: StepOptions
  },
): Promise<StepResult> {
  const { findings, exchange } = await judgeUnproven(unproven, context)
  if (exchange) learn([exchange], secrets)
  return {
    ...nothing,
    outcome: {
      ...head(planned),
      credential,
      status: findings.length > 0 ? statusOf(findings) : 'not-judged',
      reason,
      findings,
      ...(exchange && { exchange }),
    },
  }
}

/** The driver is at fault: the API cannot be judged by what it gave. */
function broken(
  planned: PlannedStep,
  {
    reason,
    prepared: { call, bound },
  }: {
    readonly reason: string
    readonly prepared: Extract<Prepared, { kind: 'ready' }>
  },
): StepResult {
  const { scheme: credential } = call.authentication
  return {
    ...nothing,
    outcome: {
      ...head(planned),
      credential,
      status: 'inconclusive',
      reason,
      findings: [],
    },
    bound,
    mayHaveCreated: true,
  }
}

const nothing = {
  others: [],
  captures: [],
  rounded: [],
  isSuccess: false,
  mayHaveCreated: false,
} as const

function credentialName({ call: { credential } }: Step): string {
  if (credential.kind === 'invalid') return credential.name
  return 'scheme' in credential ? credential.scheme : credential.kind
}
