import { expect, test } from '@playwright/test'
import { openBench, tryOut } from '../../../src/mutation/worker-context.ts'

/** Raise it by hand to look for a rare false alarm. */
const times = Number(process.env.HEALTHY_RUNS ?? 20)

test(`a healthy sandbox raises nothing that counts, ${times} times over`, async () => {
  // Only ends what hangs: others may use the machine.
  test.setTimeout(times * 10_000)
  const bench = await openBench()
  for (let run = 0; run < times; run += 1) {
    const found = await tryOut(bench, { faults: {} })
    expect(found.filter(({ effect }) => effect !== 'listed')).toEqual([])
  }
})
