/** Tries a release under each condition: one call of each operation, side by
 * side. */
import pLimit from 'p-limit'
import { authenticate } from '../auth/credential.ts'
import type { Authentication } from '../auth/credential.ts'
import { checkClient } from '../checks/client.ts'
import { longestWaitMs as usualWaitMs } from '../checks/client-timeout.ts'
import { readsOf } from '../contract/reads.ts'
import { responseKeyOf } from '../contract/response-key.ts'
import type { PreparedCall } from '../drivers/driver.ts'
import type { SdkClient } from '../drivers/sdk/client.ts'
import { groupBy } from '../model/group-by.ts'
import type { ClientCall } from '../model/client-call.ts'
import type { Contract, JsonObject, Operation } from '../model/contract.ts'
import type { Exchange } from '../model/exchange.ts'
import { operationOf } from '../run/judge-client.ts'
import { parametersFor, sentKeyOf, transportOf } from './asked-call.ts'
import type { Condition } from './condition.ts'
import { conditions } from './conditions.ts'
import { evidenceOf } from './evidence.ts'
import { nothingTried, together } from './found.ts'
import type { Tried } from './found.ts'
import { session } from './replies.ts'
import { openStranger } from './stranger.ts'

/** How many calls are in flight. */
const lanes = 8

/** An SDK waits for about half a second before each of two retries. */
const defaultSettleMs = 20_000

/** Made up: the proxy answers, so no target sees them. */
const keyring = { api_key: 'seam_test1gate_0123456789abcdef' }

export type ConditionOptions = {
  readonly contract: Contract
  /** All by default. */
  readonly chosen?: readonly Condition[]
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
    contract,
    chosen = conditions,
    settleMs = defaultSettleMs,
    longestWaitMs = usualWaitMs,
  }: ConditionOptions,
): Promise<Tried> {
  const limit = pLimit(lanes)
  const calls = pathsOf(contract).flatMap((operation) =>
    chosen.flatMap((condition) =>
      credentialsFor(condition, { operation, contract }).map(
        (authentication): Lane => ({ operation, condition, authentication }),
      ),
    ),
  )
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

/** One operation for each path: the SDK chooses the method. */
function pathsOf({ operations }: Contract): readonly Operation[] {
  const paths = groupBy([...operations.values()], ({ path }) => path)
  return [...paths.values()].map(([first]) => first)
}

function credentialsFor(
  { hasSession = false }: Condition,
  {
    operation,
    contract,
  }: { readonly operation: Operation; readonly contract: Contract },
): readonly Authentication[] {
  const token = session.token
  const all = [
    authenticate(contract, 'api_key', { keyring }),
    hasSession && operation.path.endsWith('/get')
      ? authenticate(contract, 'client_session', { keyring, token })
      : undefined,
  ]
  return all.filter((it) => it !== undefined)
}

type Lane = {
  readonly operation: Operation
  readonly condition: Condition
  readonly authentication: Authentication
}

async function tryCall(
  client: SdkClient,
  { lane, ...means }: Means & { readonly lane: Lane },
): Promise<Tried> {
  const { operation, condition, authentication } = lane
  const { contract, longestWaitMs } = means
  // What a slow condition may take, and then what any other takes.
  const settleMs = means.settleMs + (condition.isSlow ? longestWaitMs : 0)
  const key = responseKeyOf(operation, contract)
  if (condition.needsKey && typeof key !== 'string') return nothingTried
  const parameters = parametersFor(operation)
  const call: PreparedCall = { operation, parameters, authentication }
  const stranger = await openStranger()
  const sent = sentKeyOf(operation, contract)
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
  const { exchanges } = made
  if (!made.client) {
    const what = `${operation.path} where ${condition.title}`
    const reason = made.unsupported ?? 'the SDK was not called'
    return { ...nothingTried, notJudged: [{ what, reason }] }
  }
  const elsewhere = [...made.client.elsewhere, ...stranger.seen()]
  return judge(
    { ...made.client, elsewhere },
    { exchanges, parameters, lane, ...means },
  )
}

/** What the SDK did is judged as in a scenario; the reply is our own. */
function judge(
  call: ClientCall,
  {
    exchanges,
    parameters,
    lane: { operation, condition, authentication },
    contract,
    longestWaitMs,
  }: Means & {
    readonly exchanges: readonly Exchange[]
    readonly parameters: JsonObject
    readonly lane: Lane
  },
): Tried {
  const { path } = operation
  const own = exchanges.findLast(({ request }) => request.path === path)
  const onWire = own ? operationOf(own, { operation, contract }) : operation
  const sent = { parameters, authentication, exchanges }
  const findings = checkClient({
    ...sent,
    operation: onWire,
    isDocumented: contract.operations.has(onWire.key),
    path,
    call,
    ...(own && { own }),
    responseKey: responseKeyOf(onWire, contract),
    isUndocumented: (place) => condition.undocumented?.includes(place) ?? false,
    isRead: readsOf(contract).has(onWire.key),
    isResponseWrong: condition.isWrong ?? false,
    longestWaitMs,
  })
  const id = [path, condition.id, authentication.scheme].join(' · ')
  const { end, output } = call
  const named = { id, condition: condition.id, operation: onWire.key }
  return {
    ...nothingTried,
    calls: 1,
    requests: exchanges.length,
    evidence: [evidenceOf({ ...named, ...sent, end, output })],
    findings: findings.map((it) => ({
      ...it,
      // Without an operation, it is the release's in every call.
      ...(it.operation !== '' && { condition: condition.id }),
      call: id,
    })),
  }
}
