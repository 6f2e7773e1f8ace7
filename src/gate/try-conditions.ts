/** Tries a release under each condition: one call of each operation, side by
 * side. */
import pLimit from 'p-limit'
import { checkClient } from '../checks/client.ts'
import { longestWaitMs as usualWaitMs } from '../checks/client-timeout.ts'
import { readsOf } from '../contract/reads.ts'
import { responseKeyOf } from '../contract/response-key.ts'
import type { SdkClient } from '../drivers/sdk/client.ts'
import type { ClientCall } from '../model/client-call.ts'
import type { Contract } from '../model/contract.ts'
import type { Exchange } from '../model/exchange.ts'
import { operationOf } from '../run/judge-client.ts'
import { transportOf } from './asked-call.ts'
import { evidenceOf } from './evidence.ts'
import { hidingIn, nothingTried, together } from './found.ts'
import type { Tried } from './found.ts'
import { lanesOf } from './lanes.ts'
import type { Lane, LaneOptions } from './lanes.ts'
import { openStranger } from './stranger.ts'

/** How many calls are in flight. */
const lanes = 8

/** An SDK waits for about half a second before each of two retries. */
const defaultSettleMs = 20_000

export type ConditionOptions = Omit<LaneOptions, 'takes'> & {
  readonly settleMs?: number
  /** How long the SDK may wait for a response; 35 s by default. */
  readonly longestWaitMs?: number
}

type Means = {
  readonly contract: Contract
  readonly settleMs: number
  readonly longestWaitMs: number
}

export async function tryConditions(
  client: SdkClient,
  {
    settleMs = defaultSettleMs,
    longestWaitMs = usualWaitMs,
    ...options
  }: ConditionOptions,
): Promise<Tried> {
  const limit = pLimit(lanes)
  const calls = lanesOf({ ...options, takes: client.takes })
  const { contract } = options
  const means: Means = { contract, settleMs, longestWaitMs }
  const tried = await Promise.all(
    calls.map((lane) => limit(() => tryCall(client, { lane, ...means }))),
  )
  // Another call may have ended the process that they shared. Slow ones share
  // theirs with no other condition, and would take minutes in turn.
  for (const [index, lane] of calls.entries()) {
    if (lane.condition.isSlow) continue
    const found = tried[index]?.findings ?? []
    if (found.some(({ code }) => code === 'sdk-process-ended'))
      tried[index] = await tryCall(client, { lane, ...means })
  }
  return together(tried)
}

async function tryCall(
  client: SdkClient,
  { lane, ...means }: Means & { readonly lane: Lane },
): Promise<Tried> {
  const { condition, key, sent, call } = lane
  const { operation, parameters } = call
  const { longestWaitMs } = means
  // What a slow condition may take, and then what any other takes.
  const settleMs = means.settleMs + (condition.isSlow ? longestWaitMs : 0)
  const stranger = await openStranger()
  const asked = { key, sent, parameters, strangerPort: stranger.port }
  const made = await client.call(call, {
    transport: transportOf(
      (attempt) => condition.reply(attempt, asked),
      longestWaitMs,
    ),
    allowedPorts: [stranger.port],
    settleMs,
  })
  await stranger.stop()
  if (!made.client) {
    const what = `${operation.path} where ${condition.title}`
    const reason = made.unsupported ?? 'the SDK was not called'
    return { ...nothingTried, notJudged: [{ what, reason }] }
  }
  const elsewhere = [...made.client.elsewhere, ...stranger.seen()]
  return judge(
    { ...made.client, elsewhere },
    { exchanges: made.exchanges, lane, ...means },
  )
}

/** What the SDK did is judged as in a scenario; the reply is our own. */
function judge(
  client: ClientCall,
  {
    exchanges,
    lane: { id, condition, call },
    contract,
    longestWaitMs,
  }: Means & {
    readonly exchanges: readonly Exchange[]
    readonly lane: Lane
  },
): Tried {
  const { operation, parameters, authentication } = call
  const { path } = operation
  const own = exchanges.findLast(({ request }) => request.path === path)
  const onWire = own ? operationOf(own, { operation, contract }) : operation
  const findings = checkClient({
    parameters,
    authentication,
    exchanges,
    operation: onWire,
    isDocumented: contract.operations.has(onWire.key),
    path,
    call: client,
    ...(own && { own }),
    responseKey: responseKeyOf(onWire, contract),
    isUndocumented: (place) => condition.undocumented?.includes(place) ?? false,
    isRead: readsOf(contract).has(onWire.key),
    isResponseWrong: condition.isWrong ?? false,
    longestWaitMs,
  })
  const made = {
    call: { ...call, operation: onWire },
    result: { exchanges, client },
  }
  const occasion = { id, condition: condition.id }
  return {
    ...nothingTried,
    calls: 1,
    requests: exchanges.length,
    looked: [{ path, condition: condition.id, wrong: hidingIn(findings) }],
    evidence: [evidenceOf(made, { occasion })],
    findings: findings.map((it) => ({
      ...it,
      // Without an operation, it is the release's in every call.
      ...(it.operation !== '' && { condition: condition.id }),
      call: id,
    })),
  }
}
