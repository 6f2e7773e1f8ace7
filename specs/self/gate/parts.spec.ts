/** What is left out is named, and the answer is then never yes. */
import processes from 'node:child_process'
import { syncBuiltinESMExports } from 'node:module'
import { expect, test } from '@playwright/test'
import { readSettings } from '../../../src/config/settings.ts'
import { decide } from '../../../src/gate/decide.ts'
import { nothingTried, together } from '../../../src/gate/found.ts'
import { leftOut, partOf, parts } from '../../../src/gate/parts.ts'
import type { Choice } from '../../../src/gate/parts.ts'
import { tryParties } from '../../../src/gate/try-parties.ts'
import { writtenRelease } from '../drivers/sdk/releases.ts'

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

test('the package is loaded only for the parts that look at it', async () => {
  // No call of it is made.
  const release = writtenRelease('},)')
  for (const only of ['conditions', 'package'] as const) {
    const started = await programsStartedBy(() =>
      tryParties({
        release,
        baseline: undefined,
        settings: { ...readSettings({}, {}), runId: 'self' },
        announce: () => {},
        isStopped: () => false,
        isQuick: true,
        only,
      }),
    )
    const loads = started.filter((program) => program.includes('await import('))
    expect(loads, only).toHaveLength(only === 'package' ? 1 : 0)
  }
})

/** What each process is started with. */
async function programsStartedBy(
  act: () => Promise<unknown>,
): Promise<readonly string[]> {
  const { spawn } = processes
  const started: string[] = []
  const notice = (...given: Parameters<typeof spawn>) => {
    started.push(given[1].join(' '))
    return spawn(...given)
  }
  Object.assign(processes, { spawn: notice })
  syncBuiltinESMExports()
  try {
    await act()
  } finally {
    Object.assign(processes, { spawn })
    syncBuiltinESMExports()
  }
  return started
}
