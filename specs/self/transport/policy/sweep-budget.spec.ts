import { expect, test } from '@playwright/test'
import { countHere } from '../../../../src/transport/policy/counter.ts'
import { sweepBudget } from '../../../../src/transport/policy/sweep-budget.ts'
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
