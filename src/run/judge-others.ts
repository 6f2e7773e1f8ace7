/** Judges the additional requests that a client sends during a call: each is a
 * step of its own. */
import type { Requirement } from '../checks/judgement.ts'
import type { Exchange } from '../model/exchange.ts'
import type { StepOutcome } from '../model/outcome.ts'
import type { PlannedStep } from '../model/scenario.ts'
import { redactHeaders } from '../secrets/headers.ts'
import { authenticationIn, judgeExchange } from './judge.ts'
import { statusOf } from './status.ts'
import type { StepOptions } from './prepare.ts'

export async function judgeOthers(
  exchanges: readonly Exchange[],
  by: { readonly planned: PlannedStep; readonly at: StepOptions },
): Promise<readonly StepOutcome[]> {
  const outcomes: StepOutcome[] = []
  for (const exchange of exchanges) {
    const { path } = exchange.request
    const id = `the client calls ${path}`
    const times = outcomes.filter((it) => it.id.startsWith(id)).length
    outcomes.push(
      await judgeOther(exchange, {
        ...by,
        id: times === 0 ? id : `${id} (${times + 1})`,
      }),
    )
  }
  return outcomes
}

async function judgeOther(
  exchange: Exchange,
  {
    id,
    planned: { step },
    at: { context, state },
  }: {
    readonly id: string
    readonly planned: PlannedStep
    readonly at: StepOptions
  },
): Promise<StepOutcome> {
  const { contract, workspaceId } = context
  const { method, path } = exchange.request
  const key = `${method} /${path.slice(1)}` as const
  const authentication = authenticationIn(exchange, context)
  const { scheme, placeholders } = authentication
  const outcome = {
    id,
    place: step.place,
    operation: key,
    credential: scheme,
    exchange: redactHeaders(exchange, placeholders),
  }
  const operation = contract.operations.get(key)
  if (!operation) {
    const reason = `${contract.file} does not have ${key}`
    return { ...outcome, status: 'not-judged', reason, findings: [] }
  }
  const requirement: Requirement = {
    name: `${state.scenarioId} › ${id}`,
    statuses: [200],
    isRefusalExpected: false,
    ...(workspaceId !== undefined && { workspaceId }),
  }
  const judgement = await judgeExchange(exchange, {
    operation,
    authentication,
    requirement,
    context,
    isOwn: scheme !== 'client_session',
  })
  if (judgement.kind === 'not-judged') {
    const { reason, isBlockedByLimit } = judgement
    return {
      ...outcome,
      status: 'not-judged',
      reason,
      findings: [],
      isBlockedByLimit,
    }
  }
  const { findings, judged } = judgement
  return { ...outcome, status: statusOf(findings), findings, judged }
}
