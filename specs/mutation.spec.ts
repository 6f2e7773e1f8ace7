/** The suite must be able to fail: the ordinary scenarios kill every mutant
 * with the right class and code, and no harmless variant has a finding. */
import { expect, test } from '@playwright/test'
import { findBrowser, noBrowser } from '../src/drivers/browser/find.ts'
import { runMutants } from '../src/mutation/mutate.ts'
import type { Result } from '../src/mutation/mutate.ts'
import { renderTable } from '../src/mutation/table.ts'
import { mutants } from '../src/sandbox/mutants/catalogue.ts'
import { variants } from '../src/sandbox/mutants/variants.ts'

/** An idle machine of two cores needs less than a minute. */
const timeoutMs = 300_000

let result: Result
let table = ''

test.describe.configure({ mode: 'serial' })

test.beforeAll(async () => {
  test.setTimeout(timeoutMs)
  const startedAtMs = Date.now()
  result = await runMutants({ mutants, variants })
  table = renderTable({
    ...result,
    durationMs: Date.now() - startedAtMs,
  })
})

test('every mutant is killed by the right class and code, without other findings', async ({}, info) => {
  await info.attach('mutants.txt', { body: table, contentType: 'text/plain' })
  const alive = result.judgements.filter(
    ({ status }) => !['killed', 'accepted', 'not-judged'].includes(status),
  )
  const ids = alive.map(({ mutant, status }) => `${mutant.id}: ${status}`)
  expect(ids, table).toEqual([])
})

test('every mutant was tried', () => {
  const untried = result.judgements.filter((it) => it.status === 'not-judged')
  test.skip(untried.length > 0 && !findBrowser(), noBrowser)
  expect(untried.map(({ mutant }) => mutant.id)).toEqual([])
})

test('no harmless variant has a finding', () => {
  expect(result.alarms.map(({ variant }) => variant.id)).toEqual([])
})

test('a sandbox without a fault has no finding that counts', () => {
  expect(result.healthy).toEqual([])
})
