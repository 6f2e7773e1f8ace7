import { expect, test } from '@playwright/test'
import { requestBudget } from '../../../../src/transport/policy/budget.ts'
import type { BudgetOptions } from '../../../../src/transport/policy/budget.ts'
import { countHere } from '../../../../src/transport/policy/counter.ts'
import { reply } from '../../report/fixture/outcomes.ts'
import { requestOf, scripted } from '../scripted.ts'

const read = requestOf('GET /client_sessions/list')
const create = requestOf('POST /client_sessions/create')
const cleanup = { ...read, isCleanup: true } as const

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
