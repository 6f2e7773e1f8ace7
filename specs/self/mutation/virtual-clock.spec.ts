import { expect, test } from '@playwright/test'
import {
  openWorkerContext,
  runWithFaults,
} from '../../../src/mutation/worker-context.ts'
import { createVirtualClock } from '../../../src/mutation/virtual-clock.ts'

test('a wait returns at once and moves the virtual clock forward', async () => {
  const clock = createVirtualClock()
  const before = clock.now()
  const startMs = performance.now()
  await clock.wait(60_000)
  await clock.wait(0.5)
  expect(clock.now() - before).toBeGreaterThanOrEqual(60_001)
  expect(performance.now() - startMs).toBeLessThan(10_000)
})

test('an exchange starts at the virtual time of its request', async () => {
  const clock = createVirtualClock()
  await clock.wait(60_000)
  const { send } = clock.withTimestamps({
    send: async (request) => {
      await clock.wait(60_000)
      return {
        request,
        result: { kind: 'no-reply', reason: 'reset', message: '' },
        fidelity: 'wire',
        startedAtMs: 1000,
        durationMs: 1,
      }
    },
    close: async () => {},
  })
  const request = { method: 'GET', path: '/', query: [], headers: [] } as const
  expect((await send(request)).startedAtMs).toBe(61_000)
})

/** Each wait moves the clock of all cases, so those that wait run in turn. */
test('an expiring session expires when the virtual clock passes its expiry', async () => {
  const context = await openWorkerContext()
  const expiring = context.plans.filter(
    ({ case: { scenario } }) => scenario.id === 'access/expired',
  )
  expect(expiring.length).toBeGreaterThan(1)
  const found = await runWithFaults(
    { ...context, plans: expiring },
    { faults: {} },
  )
  expect(found).toEqual([])
})
