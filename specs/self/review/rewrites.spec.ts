/** Another way to write the same contract is no change. */
import { expect, test } from '@playwright/test'
import { linesBetween } from './reviewed.ts'
import { rewrites } from './rewrites.ts'
import { synthetic } from './synthetic.ts'

for (const { title, change } of rewrites) {
  test(`${title}: no change, and none on the way back`, () => {
    const fresh = synthetic()
    change(fresh)
    expect(JSON.stringify(fresh)).not.toBe(JSON.stringify(synthetic()))
    expect(linesBetween(synthetic(), fresh)).toEqual([])
    expect(linesBetween(fresh, synthetic())).toEqual([])
  })
}

test('there are at least forty of them', () => {
  expect(rewrites.length).toBeGreaterThan(60)
})
