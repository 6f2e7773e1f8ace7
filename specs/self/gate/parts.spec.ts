/** What is left out is named, and the answer is then never yes. */
import { expect, test } from '@playwright/test'
import { decide } from '../../../src/gate/decide.ts'
import { nothingTried, together } from '../../../src/gate/found.ts'
import { leftOut, partOf, parts } from '../../../src/gate/parts.ts'
import type { Choice } from '../../../src/gate/parts.ts'

function answerOf(choice: Choice) {
  const tried = { ...nothingTried, calls: 1 }
  const notJudged = leftOut(choice)
  return decide({
    release: together([tried, { ...nothingTried, notJudged }]),
    baseline: tried,
    control: nothingTried,
  })
}

test('a whole gate leaves nothing out', () => {
  expect(leftOut({})).toEqual([])
  expect(answerOf({}).answer).toBe('yes')
})

for (const choice of [
  { isQuick: true },
  { isQuick: true, only: 'conditions' },
  ...parts.map((only) => ({ only })),
] satisfies readonly Choice[]) {
  test(`never yes, and it says why: ${JSON.stringify(choice)}`, () => {
    const { answer, exitCode, why } = answerOf(choice)
    expect(answer).toBe('inconclusive')
    expect(exitCode).toBe(3)
    expect(why).toContain('left out by --')
  })
}

test('--quick leaves out the conditions that take long, and only these', () => {
  expect(leftOut({ isQuick: true }).map(({ what }) => what)).toEqual([
    'an API that does not answer',
  ])
  expect(leftOut({ only: 'package', isQuick: true })).toHaveLength(3)
})

test('an unknown part is a usage error that names the closest one', () => {
  expect(() => partOf('condition')).toThrow('no part "condition"')
})
