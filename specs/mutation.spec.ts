/** The suite must be able to fail: the ordinary scenarios kill every mutant, as
 * what it is, and detect no equivalent mutant. */
import { expect, test } from '@playwright/test'
import { findBrowser, noBrowser } from '../src/drivers/browser/find.ts'
import { runMutants } from '../src/mutation/mutate.ts'
import type { Result } from '../src/mutation/mutate.ts'
import { renderTable } from '../src/mutation/table.ts'
import { mutants } from '../src/sandbox/mutants/catalogue.ts'
import { equivalentMutants } from '../src/sandbox/mutants/equivalent.ts'

/** An idle machine of two cores needs less than a minute, a busy one much
 * longer. */
const timeoutMs = 1_800_000

let result: Result
let table = ''

test.describe.configure({ mode: 'serial' })

test.beforeAll(async () => {
  test.setTimeout(timeoutMs)
  const startedAtMs = Date.now()
  result = await runMutants({ mutants, equivalents: equivalentMutants })
  table = renderTable({
    ...result,
    durationMs: Date.now() - startedAtMs,
  })
})

test('every mutant is killed by the right class and code, and by nothing else', async ({}, info) => {
  await info.attach('mutants.txt', { body: table, contentType: 'text/plain' })
  const alive = result.judgements.filter(
    ({ status }) => !['killed', 'accepted', 'not-judged'].includes(status),
  )
  const ids = alive.map(({ mutant, status }) => `${mutant.id}: ${status}`)
  expect(ids, table).toEqual([])
})

test('every mutant is judged', () => {
  const unjudged = result.judgements.filter((it) => it.status === 'not-judged')
  test.skip(unjudged.length > 0 && !findBrowser(), noBrowser)
  expect(unjudged.map(({ mutant }) => mutant.id)).toEqual([])
})

test('no equivalent mutant is detected', () => {
  expect(result.falseAlarms.map(({ mutant }) => mutant.id)).toEqual([])
})

test('a sandbox without faults fails no case', () => {
  expect(result.healthy).toEqual([])
})
