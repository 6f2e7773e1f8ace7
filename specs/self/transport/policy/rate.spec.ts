import { expect, test } from '@playwright/test'
import { everyMs } from '../../../../src/transport/policy/limits.ts'
import { rateLimit } from '../../../../src/transport/policy/rate.ts'
import { concurrency } from '../../../../src/transport/policy/concurrency.ts'
import { requestOf, scripted } from '../scripted.ts'

const read = requestOf('GET /client_sessions/list')

test('every request waits for its turn, including the first one', async () => {
  let nowMs = 0
  const leftAtMs: number[] = []
  const { transport } = scripted([])
  const send = rateLimit({
    everyMs: 200,
    now: () => nowMs,
    wait: async (durationMs) => {
      nowMs += durationMs
    },
  })((request) => {
    leftAtMs.push(nowMs)
    return transport.send(request)
  })
  await send(read)
  await send(read)
  nowMs += 1000 // an earlier pause does not shorten a later wait
  await send(read)
  const last = await send(read)
  expect(leftAtMs).toEqual([200, 400, 1400, 1600])
  expect(last.durationMs).toBe(40)
})

test('the rate is shared by all workers', () => {
  expect(everyMs(10, 1)).toBe(100)
  expect(everyMs(10, 4)).toBe(400)
  expect(everyMs(0.5, 2)).toBe(4000)
})

test('no more requests are sent at the same time than the concurrency allows', async () => {
  let underWay = 0
  let most = 0
  const { transport, sent } = scripted([])
  const send = concurrency(2)(async (request) => {
    underWay += 1
    most = Math.max(most, underWay)
    const exchange = await transport.send(request)
    underWay -= 1
    return exchange
  })
  await Promise.all(Array.from({ length: 6 }, () => send(read)))
  expect(sent).toHaveLength(6)
  expect(most).toBe(2)
})
