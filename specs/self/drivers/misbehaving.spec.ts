/** Clients that break the rules: none of them passes, hangs or leaves a session. */
import { expect, test } from '@playwright/test'
import { targetOf } from '../../../src/auth/embedded.ts'
import type {
  CallResult,
  OpenDriver,
  PreparedCall,
} from '../../../src/drivers/driver.ts'
import type { Exchange, Header, Request } from '../../../src/model/exchange.ts'
import { runCase } from '../../../src/run/case.ts'
import { openContext } from '../../../src/run/context.ts'
import { startSandbox } from '../../../src/sandbox/server.ts'
import { createNodeHttpTransport } from '../../../src/transport/node-http.ts'
import { defaultLimits } from '../../../src/transport/transport.ts'
import { contract, planOf } from '../kit.ts'
import { made } from '../run/steps.ts'

type Send = (request: Request) => Promise<Exchange>

function requestOf(
  { authentication, parameters }: PreparedCall,
  path = '/client_sessions/create',
): Request {
  return {
    method: 'POST',
    path,
    query: [],
    headers: [['content-type', 'application/json'], ...authentication.headers],
    body: JSON.stringify(parameters),
  }
}

/** A driver of one function. */
function clientOf(
  call: (call: PreparedCall, send: Send) => Promise<CallResult>,
): OpenDriver {
  return async ({ transport }) => ({
    name: 'misbehaving',
    open: async (observe) => {
      const { send } = observe(transport)
      return {
        name: 'misbehaving',
        call: (given) => call(given, send),
        close: async () => {},
      }
    },
    close: async () => {},
  })
}

async function run(
  driver: OpenDriver,
  {
    callLimitMs = 30_000,
    afterwards = async () => {},
  }: {
    readonly callLimitMs?: number | undefined
    /** Between the end of the case and that of the run. */
    readonly afterwards?: () => Promise<void>
  } = {},
) {
  const sandbox = await startSandbox()
  const context = await openContext({
    target: targetOf(sandbox),
    contract,
    limits: defaultLimits,
    runId: 'self',
    connect: createNodeHttpTransport,
    callLimitMs,
    driver,
  })
  const outcome = await runCase(planOf(made), { context })
  await afterwards()
  await context.close()
  const left = sandbox.state.size()
  await sandbox.stop()
  return { outcome, left }
}

test('a client that sends nothing and returns something is not judged', async () => {
  const { outcome } = await run(
    clientOf(async () => ({ exchanges: [], returned: { ok: true } })),
  )
  expect(outcome).toMatchObject({
    status: 'not-judged',
    reason: 'the client did not call POST /client_sessions/create',
  })
})

test('a client that fails after a good response does not pass', async () => {
  const { outcome, left } = await run(
    clientOf(async (call, send) => ({
      exchanges: [await send(requestOf(call))],
      error: { message: 'it threw' },
    })),
  )
  expect(outcome).toMatchObject({
    status: 'not-judged',
    reason: 'the client failed: it threw',
  })
  expect(left).toBe(0)
})

test('what a client sends without waiting for it is deleted', async () => {
  const { left } = await run(
    clientOf(async (call, send) => {
      void send(requestOf(call))
      return { exchanges: [] }
    }),
  )
  expect(left).toBe(0)
})

test('what a client sends after the case has ended does not leave', async () => {
  const late: Exchange[] = []
  let sendLate: (() => Promise<Exchange>) | undefined
  const { left } = await run(
    clientOf(async (call, send) => {
      sendLate = () => send(requestOf(call))
      return { exchanges: [await send(requestOf(call))] }
    }),
    {
      afterwards: async () => {
        if (sendLate) late.push(await sendLate())
      },
    },
  )
  expect(left).toBe(0)
  expect(late).toHaveLength(1)
  expect(late[0]?.result).toMatchObject({ kind: 'no-reply', reason: 'limit' })
})

test('a create under an encoded path is in the ledger, and deleted', async () => {
  const { left } = await run(
    clientOf(async (call, send) => ({
      exchanges: [await send(requestOf(call, '/client_sessions/%63reate'))],
    })),
  )
  expect(left).toBe(0)
})

/** Any value in place of a result. */
function badResult(value: unknown): CallResult {
  return value as CallResult // a driver that breaks its type
}

for (const [what, call, reason] of [
  [
    'never ends',
    () => new Promise<CallResult>(() => {}),
    'the driver "misbehaving" did not end the call of step "create" within 0.2 s',
  ],
  [
    'throws',
    () => Promise.reject(new Error('it broke\nat once')),
    'the driver "misbehaving" threw in the call of step "create": it broke',
  ],
  [
    'throws before it returns a promise',
    () => {
      throw new TypeError('no promise')
    },
    'the driver "misbehaving" threw in the call of step "create": no promise',
  ],
  ...(
    [
      [null, 'result: '],
      [undefined, 'result: '],
      ['done', 'result: '],
      [{}, 'result.exchanges: '],
      [{ exchanges: [null] }, 'result.exchanges.0: '],
      [{ exchanges: [{ request: {} }] }, 'result.exchanges.0.request.method: '],
      [{ exchanges: [], error: 'no' }, 'result.error: '],
      [{ exchanges: [], returned: () => 1 }, 'result.returned: '],
    ] as const
  ).map(
    ([value, at]) =>
      [
        `gives ${JSON.stringify(value)}`,
        () => Promise.resolve(badResult(value)),
        `the driver "misbehaving" gave no result for the call of step "create": ${at}`,
      ] as const,
  ),
] as const) {
  test(`a driver whose call ${what} makes the case inconclusive`, async () => {
    const { outcome } = await run(
      clientOf(call),
      what === 'never ends' ? { callLimitMs: 200 } : {},
    )
    expect(outcome.status).toBe('inconclusive')
    expect(outcome.reason).toContain(reason)
    expect(outcome.steps).toMatchObject([
      { id: 'create', status: 'inconclusive', findings: [] },
    ])
  })
}

test('what a driver sent in a call that never ends is deleted', async () => {
  const { outcome, left } = await run(
    clientOf(async (call, send) => {
      await send(requestOf(call))
      return new Promise(() => {})
    }),
    { callLimitMs: 1000 },
  )
  expect(outcome.status).toBe('inconclusive')
  expect(left).toBe(0)
})

for (const [what, change, difference] of [
  [
    'another value',
    { user_identifier_key: 'x' },
    '"user_identifier_key" has another value',
  ],
  ['a parameter more', { limit: 1 }, '"limit" was added'],
] as const) {
  test(`a client that sends ${what} is not judged by its response`, async () => {
    const { outcome, left } = await run(
      clientOf(async (call, send) => {
        const parameters = { ...call.parameters, ...change }
        return { exchanges: [await send(requestOf({ ...call, parameters }))] }
      }),
    )
    expect(outcome).toMatchObject({
      status: 'inconclusive',
      reason: `the client called POST /client_sessions/create with other parameters than the step: ${difference}`,
    })
    if (what === 'a parameter more') expect(left).toBe(0)
  })
}

test('an attempt that the client repeated is shown, and is no finding', async () => {
  const { outcome, left } = await run(
    clientOf(async (call, send) => {
      const request = requestOf(call)
      const lost: Exchange = {
        request,
        result: { kind: 'no-reply', reason: 'reset', message: 'it was lost' },
        fidelity: 'wire',
        startedAtMs: Date.now(),
        durationMs: 1,
      }
      return { exchanges: [lost, await send(request)] }
    }),
  )
  expect(outcome.status).toBe('passed')
  expect(outcome.steps).toMatchObject([
    {
      id: 'attempt 1 of 2: create',
      status: 'not-judged',
      attempt: { number: 1, of: 2 },
      reason: 'no response: it was lost; the client sent the request again',
    },
    { id: 'create', status: 'passed' },
  ])
  expect(left).toBe(0)
})

test('a drift in an attempt is a finding, even if the last one is right', async () => {
  const { outcome } = await run(
    clientOf(async (call, send) => {
      const exchange = await send(requestOf(call))
      const { result } = exchange
      if (result.kind !== 'reply') throw new Error('no response')
      const body = result.body.replace('"ok":true', '"ok":"yes"')
      const headers = result.headers.map(([name, value]): Header => [
        name,
        name === 'seam-request-id' ? `${value}-0` : value,
      ])
      const drifted = { ...exchange, result: { ...result, body, headers } }
      return { exchanges: [drifted, exchange] }
    }),
  )
  expect(outcome.status).toBe('failed')
  expect(outcome.steps).toMatchObject([
    { id: 'attempt 1 of 2: create', status: 'failed' },
    { id: 'create', status: 'passed' },
  ])
  expect(outcome.steps[0]?.findings).toMatchObject([
    { code: 'body-type-wrong', at: 'body.ok' },
  ])
})
