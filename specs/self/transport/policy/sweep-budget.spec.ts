import { expect, test } from '@playwright/test'
import { requestBudget } from '../../../../src/transport/policy/budget.ts'
import { countHere } from '../../../../src/transport/policy/counter.ts'
import { sweepBudget } from '../../../../src/transport/policy/sweep-budget.ts'
import { reply } from '../../report/fixture/outcomes.ts'
import { requestOf, scripted } from '../scripted.ts'

const read = requestOf('GET /client_sessions/list')
const cleanup = { ...read, isCleanup: true } as const

test('a sweep sends no more than its budget, cleanup or not', async () => {
  const { transport, sent } = scripted([])
  const send = sweepBudget({ sent: countHere(), atMost: 3 })((request) =>
    transport.send(request),
  )
  for (let turn = 0; turn < 10; turn += 1)
    await send(turn % 2 === 0 ? read : cleanup)
  expect(sent).toHaveLength(3)
})

test('cleanup exceeds the budget of the run only after a request has succeeded', async () => {
  for (const [status, expected] of [
    [429, 3],
    [401, 3],
    [200, 13],
  ] as const) {
    const { transport, sent } = scripted([reply({ status })])
    const send = requestBudget({
      sent: countHere(),
      succeeded: countHere(),
      maxRequests: 3,
    })((request) => transport.send(request))
    for (let turn = 0; turn < 10; turn += 1) {
      await send(read)
      await send(cleanup)
    }
    expect(sent, String(status)).toHaveLength(
      status === 200 ? 2 + 10 : expected,
    )
  }
})
