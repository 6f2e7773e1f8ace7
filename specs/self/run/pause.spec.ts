import { expect, test } from '@playwright/test'
import { realClock } from '../../../src/transport/clock.ts'
import { pause } from '../../../src/run/pause.ts'

const templates = { from: '${{ created }}', until: '${{ expires }}' }

/** Pauses from one instant to another; a value that is missing stays
 * unknown. */
async function pauseOf(created?: string, expires?: string) {
  const values = new Map(
    Object.entries({ created, expires }).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value] as const],
    ),
  )
  const startMs = performance.now()
  const names = { values, caseStartMs: 0, uuid: () => '' }
  const reason = await pause(templates, { names, clock: realClock })
  return { reason, tookMs: performance.now() - startMs }
}

test('a pause lasts from one instant to the other, by the clock of the API', async () => {
  const { reason, tookMs } = await pauseOf(
    '2001-01-01T00:00:00.000100Z',
    '2001-01-01T01:00:00.300100+01:00',
  )
  expect(reason).toBeUndefined()
  // 300 ms and a margin; a timer may be 1 ms early.
  expect(tookMs).toBeGreaterThan(498)
})

test('if the instant has passed, the pause is only the margin', async () => {
  const { reason, tookMs } = await pauseOf(
    '2001-01-01T00:00:00Z',
    '2000-01-01T00:00:00Z',
  )
  expect(reason).toBeUndefined()
  expect(tookMs).toBeLessThan(4000)
})

for (const [expires, span] of [
  ['2001-01-01T00:00:05.001Z', '6 s'],
  ['2002-01-01T00:00:00Z', '365 days'],
] as const) {
  test(`a pause of ${span} is not waited for`, async () => {
    const { reason, tookMs } = await pauseOf('2001-01-01T00:00:00Z', expires)
    expect(reason).toBe(
      `the session expires in ${span}, not within 5 s as requested`,
    )
    expect(tookMs).toBeLessThan(4000)
  })
}

for (const [what, created, expires] of [
  ['is missing', '2001-01-01T00:00:00Z', undefined],
  ['is no instant', '2001-01-01T00:00:00Z', 'tomorrow'],
  ['from which to count is missing', undefined, '2001-01-01T00:00:00Z'],
] as const) {
  test(`if the time ${what}, there is no pause`, async () => {
    expect((await pauseOf(created, expires)).reason).toBe(
      'the response does not say until when to wait',
    )
  })
}
