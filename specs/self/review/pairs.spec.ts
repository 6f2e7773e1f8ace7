/** One change in a contract is one change of the review, at its level. */
import { expect, test } from '@playwright/test'
import { linesBetween } from './reviewed.ts'
import { pairs } from './pairs.ts'
import { synthetic } from './synthetic.ts'

for (const [index, pair] of pairs.entries()) {
  const { title, change, expected, back } = pair
  test(`${index + 1}: ${title} is one change, and so is the way back`, () => {
    const fresh = synthetic()
    change(fresh)
    expect(linesBetween(synthetic(), fresh)).toEqual(expected)
    expect(linesBetween(fresh, synthetic())).toEqual(back)
  })
}
