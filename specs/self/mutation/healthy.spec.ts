import { expect, test } from '@playwright/test'
import {
  openWorkerContext,
  runWithFaults,
} from '../../../src/mutation/worker-context.ts'

/** Raise it by hand to look for a rare false alarm. */
const times = Number(process.env.HEALTHY_RUNS ?? 20)

test(`a healthy sandbox fails no case in ${times} runs`, async () => {
  // Only ends what hangs: others may use the machine.
  test.setTimeout(times * 10_000)
  const context = await openWorkerContext()
  for (let run = 0; run < times; run += 1) {
    const found = await runWithFaults(context, { faults: {} })
    expect(found.filter(({ effect }) => effect !== 'listed')).toEqual([])
  }
})
