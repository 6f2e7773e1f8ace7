/** Judges the additional requests that a client sends during a call, and the
 * earlier attempts of a request: each is a step of its own. */
import type { Requirement } from '../checks/judgement.ts'
import type { Exchange } from '../model/exchange.ts'
import type { Finding } from '../model/finding.ts'
import type { StepOutcome } from '../model/outcome.ts'
import { effectOf } from '../model/weight.ts'
import { redactHeaders } from '../secrets/headers.ts'
import { authenticationIn, isOwnCredential, judgeExchange } from './judge.ts'
import type { Judging } from './judge.ts'
import { statusOf } from './status.ts'
import type { Beside } from './sent.ts'

export async function judgeOthers(
  beside: readonly Beside[],
  by: Judging,
): Promise<readonly StepOutcome[]> {
  const outcomes: StepOutcome[] = []
  const times = new Map<string, number>()
  for (const one of beside) {
    const name = nameOf(one, by)
    const time = (times.get(name) ?? 0) + 1
    times.set(name, time)
    const id = time === 1 ? name : `${name} (${time})`
    outcomes.push(await judgeOther(one, { ...by, id }))
  }
  return outcomes
}

/** `attempt 1 of 3: the client calls /devices/list` */
function nameOf(
  { exchange, isOfCall, attempt }: Beside,
  { planned }: Judging,
): string {
  const what = isOfCall
    ? planned.step.id
    : `the client calls ${exchange.request.path}`
  return attempt ? `attempt ${attempt.number} of ${attempt.of}: ${what}` : what
}

async function judgeOther(
  { exchange, isOfCall, attempt }: Beside,
  { id, ...by }: Judging & { readonly id: string },
): Promise<StepOutcome> {
  const { planned, prepared, at } = by
  const { contract } = at.context
  const { step } = planned
  const { method, path } = exchange.request
  const key = `${method} /${path.slice(1)}` as const
  const authentication = isOfCall
    ? prepared.call.authentication
    : authenticationIn(exchange, at.context)
  const { scheme, placeholders } = authentication
  const outcome = {
    id,
    place: step.place,
    operation: key,
    credential: scheme,
    ...(isOfCall && step.isRefusalExpected && { isProbe: true }),
    ...(isOfCall && step.isSetup && { isSetup: true }),
    ...(attempt && { attempt }),
    exchange: redactHeaders(exchange, placeholders),
    findings: [],
  }
  const operation = contract.operations.get(key)
  if (!operation) {
    const reason = `${contract.file} does not have ${key}`
    return { ...outcome, status: 'not-judged', reason }
  }
  const judgement = await judgeExchange(exchange, {
    operation,
    authentication,
    requirement: isOfCall
      ? firstOf(prepared.requirement)
      : requirementOf(id, at),
    context: at.context,
    isOwn: isOfCall
      ? isOwnCredential(prepared.bound)
      : scheme !== 'client_session',
  })
  if (judgement.kind === 'not-judged') {
    const { reason, isBlockedByLimit } = judgement
    return { ...outcome, status: 'not-judged', reason, isBlockedByLimit }
  }
  const { findings, judged } = judgement
  if (!attempt)
    return { ...outcome, status: statusOf(findings), findings, judged }
  // As for a setup step itself: the step that tests the operation reports them.
  const counted = outcome.isSetup
    ? findings.filter((finding) => effectOf(finding) === 'inconclusive')
    : findings
  return { ...outcome, ...asAttempt(counted, exchange), judged }
}

/** Only the last attempt must meet the scenario: a client may poll. */
function firstOf({
  expect: _expect,
  assumed: _assumed,
  withinMs: _withinMs,
  ...rest
}: Requirement): Requirement {
  return rest
}

function requirementOf(
  id: string,
  { state: { scenarioId }, context: { workspaceId } }: Judging['at'],
): Requirement {
  return {
    name: `${scenarioId} › ${id}`,
    statuses: [200],
    isRefusalExpected: false,
    ...(workspaceId !== undefined && { workspaceId }),
  }
}

/** An outage that the client overcame is no finding, but is shown. */
function asAttempt(
  findings: readonly Finding[],
  { result }: Exchange,
): Pick<StepOutcome, 'status' | 'reason' | 'findings'> {
  const kept = findings.filter((finding) => finding.class !== 'outage')
  if (kept.length > 0 || findings.length === 0)
    return { status: statusOf(kept), findings: kept }
  const answer =
    result.kind === 'reply'
      ? `the response was ${result.status}`
      : `no response: ${result.message}`
  return {
    status: 'not-judged',
    reason: `${answer}; the client sent the request again`,
    findings: [],
  }
}
