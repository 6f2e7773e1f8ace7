import { expect, test } from '@playwright/test'
import { everyMs } from '../../../../src/transport/policy/limits.ts'
import { withPace } from '../../../../src/transport/policy/rate.ts'
import { withTurns } from '../../../../src/transport/policy/concurrency.ts'
import { requestOf, scripted } from '../scripted.ts'

const read = requestOf('GET /client_sessions/list')

test('requests leave with a time between them, the first one too', async () => {
  let nowMs = 0
  const leftAtMs: number[] = []
  const { driver } = scripted([])
  const paced = withPace(
    {
      ...driver,
      send: (request) => {
        leftAtMs.push(nowMs)
        return driver.send(request)
      },
    },
    {
      everyMs: 200,
      now: () => nowMs,
      wait: async (durationMs) => {
        nowMs += durationMs
      },
    },
  )
  await paced.send(read)
  await paced.send(read)
  nowMs += 1000 // a pause of its own is no credit for later
  await paced.send(read)
  const last = await paced.send(read)
  expect(leftAtMs).toEqual([200, 400, 1400, 1600])
  expect(last.durationMs).toBe(40)
})

test('the rate is shared by all workers', () => {
  expect(everyMs(10, 1)).toBe(100)
  expect(everyMs(10, 4)).toBe(400)
  expect(everyMs(0.5, 2)).toBe(4000)
})

test('no more requests are under way than have a turn', async () => {
  let underWay = 0
  let most = 0
  const { driver, sent } = scripted([])
  const calm = withTurns(
    {
      ...driver,
      send: async (request) => {
        underWay += 1
        most = Math.max(most, underWay)
        const exchange = await driver.send(request)
        underWay -= 1
        return exchange
      },
    },
    2,
  )
  await Promise.all(Array.from({ length: 6 }, () => calm.send(read)))
  expect(sent).toHaveLength(6)
  expect(most).toBe(2)
})
