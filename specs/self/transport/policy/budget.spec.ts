import { expect, test } from '@playwright/test'
import { requestBudget } from '../../../../src/transport/policy/budget.ts'
import type { BudgetOptions } from '../../../../src/transport/policy/budget.ts'
import { countHere } from '../../../../src/transport/policy/counter.ts'
import { reply } from '../../report/fixture/outcomes.ts'
import { noReply, requestOf, scripted } from '../scripted.ts'

const read = requestOf('GET /client_sessions/list')
const create = requestOf('POST /client_sessions/create')
/** Of the session that every create of these tests gets. */
const cleanup = cleanupOf('f2b1d0c4-8a53-4b6e-9a52-0d5a8f3f5d11')

function cleanupOf(client_session_id: string) {
  const body = JSON.stringify({ client_session_id })
  const request = requestOf('POST /client_sessions/get')
  return { ...request, body, isCleanup: true } as const
}

/** Of a run that has room for its last look. */
function countersOf(maxRequests: number): BudgetOptions {
  const lastLook = countHere()
  lastLook.add()
  return {
    sent: countHere(),
    taken: countHere(),
    returned: countHere(),
    lastLook,
    maxRequests,
  }
}

/** A process of a run whose target responds with one status. */
function processOf(options: BudgetOptions, status = 200) {
  const { transport, sent } = scripted([reply({ status })])
  const send = requestBudget(options)((request) => transport.send(request))
  return { send, sent }
}

for (const status of [200, 401, 429, 503]) {
  test(`a target that responds with ${status} gets at most the budget, with cleanup`, async () => {
    const { send, sent } = processOf(countersOf(10), status)
    for (let turn = 0; turn < 20; turn += 1) {
      for (const request of [create, cleanup, read, cleanup])
        await send(request)
    }
    expect(sent).toHaveLength(10)
  })
}

test('a request that creates leaves room for the cleanup of all sessions', async () => {
  const { send, sent } = processOf(countersOf(9))
  for (let turn = 0; turn < 5; turn += 1) await send(create)
  expect(sent).toHaveLength(2)
  await send(read)
  await send(read)
  expect(sent).toHaveLength(3)
  for (let turn = 0; turn < 9; turn += 1) await send(cleanup)
  expect(sent).toHaveLength(9)
})

test('a request that created nothing returns its reserve', async () => {
  const { send, sent } = processOf(countersOf(5), 400)
  for (let turn = 0; turn < 5; turn += 1) await send(create)
  // With one request left there is no room to create.
  expect(sent).toHaveLength(2)
  for (let turn = 0; turn < 5; turn += 1) await send(read)
  expect(sent).toHaveLength(5)
})

test('the sweep after a run uses what a process that died had reserved', async () => {
  const counters = countersOf(8)
  const died = processOf(counters)
  for (let turn = 0; turn < 3; turn += 1) await died.send(create)
  const other = processOf(counters)
  await other.send(cleanup)
  expect([died.sent.length, other.sent.length]).toEqual([2, 0])
  const sweep = processOf({ ...counters, inherits: true })
  for (let turn = 0; turn < 9; turn += 1) await sweep.send(cleanup)
  expect(sweep.sent).toHaveLength(6)
})

test('the first request that creates leaves room for the last look of the run, and no other does', async () => {
  const options = { ...countersOf(10), lastLook: countHere() }
  const { send, sent } = processOf(options)
  for (let turn = 0; turn < 20; turn += 1) {
    for (const request of [create, cleanup, read, cleanup]) await send(request)
  }
  expect(sent).toHaveLength(9)
  const after = processOf({ ...options, inherits: true })
  for (const request of [cleanup, cleanup]) await after.send(request)
  expect(after.sent).toHaveLength(1)
})

function created(client_session_id: string) {
  return reply({
    status: 200,
    body: JSON.stringify({ ok: true, client_session: { client_session_id } }),
  })
}

test('what the cleanup of one session needs beyond its reserve does not come from another’s', async () => {
  const { transport, sent } = scripted([created('a'), created('b'), reply()])
  const send = requestBudget(countersOf(8))((it) => transport.send(it))
  for (let turn = 0; turn < 2; turn += 1) await send(create)
  for (let turn = 0; turn < 9; turn += 1) await send(cleanupOf('a'))
  expect(sent).toHaveLength(2 + 3)
  for (let turn = 0; turn < 9; turn += 1) await send(cleanupOf('b'))
  expect(sent).toHaveLength(2 + 3 + 3)
})

test('the cleanup of a session takes what is free once its reserve is used up', async () => {
  const { transport, sent } = scripted([created('a'), reply()])
  const send = requestBudget(countersOf(7))((it) => transport.send(it))
  await send(create)
  for (let turn = 0; turn < 9; turn += 1) await send(cleanupOf('a'))
  expect(sent).toHaveLength(7)
})

test('a cleanup names its session in the query, too', async () => {
  const { transport, sent } = scripted([created('a'), reply()])
  const send = requestBudget(countersOf(4))((it) => transport.send(it))
  await send(create)
  const query = [['client_session_id', 'a']] as const
  const get = { ...read, query, isCleanup: true } as const
  for (let turn = 0; turn < 9; turn += 1) await send(get)
  expect(sent).toHaveLength(4)
})

test('what is kept for a create without a response is for any cleanup', async () => {
  const { transport, sent } = scripted([noReply('timeout'), reply()])
  const send = requestBudget(countersOf(4))((it) => transport.send(it))
  await send(create)
  for (let turn = 0; turn < 9; turn += 1)
    await send({ ...read, isCleanup: true })
  expect(sent).toHaveLength(4)
})
