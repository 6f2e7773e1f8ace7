/** Clients that break the rules: none of them passes, hangs or leaves a session. */
import { expect, test } from '@playwright/test'
import { targetOf } from '../../../src/auth/embedded.ts'
import type {
  CallResult,
  OpenDriver,
  PreparedCall,
} from '../../../src/drivers/driver.ts'
import type { Exchange, Request } from '../../../src/model/exchange.ts'
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

async function run(driver: OpenDriver) {
  const sandbox = await startSandbox()
  const context = await openContext({
    target: targetOf(sandbox),
    contract,
    limits: defaultLimits,
    runId: 'self',
    connect: createNodeHttpTransport,
    driver,
  })
  const outcome = await runCase(planOf(made), { context })
  await new Promise((resolve) => {
    setTimeout(resolve, 300)
  })
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
  const late: Promise<Exchange>[] = []
  const { left } = await run(
    clientOf(async (call, send) => {
      const exchange = await send(requestOf(call))
      setTimeout(() => late.push(send(requestOf(call))), 150)
      return { exchanges: [exchange] }
    }),
  )
  expect(left).toBe(0)
  const [exchange] = await Promise.all(late)
  expect(exchange?.result).toMatchObject({ kind: 'no-reply', reason: 'limit' })
})

test('a create under an encoded path is in the ledger, and deleted', async () => {
  const { left } = await run(
    clientOf(async (call, send) => ({
      exchanges: [await send(requestOf(call, '/client_sessions/%63reate'))],
    })),
  )
  expect(left).toBe(0)
})
