import { expect, test } from '@playwright/test'
import { leftOutLine, mergedLine } from '../../../src/cases/left-out.ts'
import { loadSuite } from '../../../src/cases/suite.ts'
import type { DriverName } from '../../../src/model/scenario.ts'
import { contract } from '../kit.ts'

function suiteFor(
  driver: DriverName,
  more: { readonly tags?: readonly string[]; readonly grep?: RegExp } = {},
) {
  return loadSuite({
    contractFile: contract.file,
    scenariosDir: 'scenarios',
    tags: [],
    driver,
    ...more,
  })
}

test('cases that only another driver can run are listed under that driver', async () => {
  const [api, browser] = await Promise.all([
    suiteFor('api'),
    suiteFor('browser'),
  ])
  expect(browser.cells).toEqual([])
  const { scenarios } = api
  const onlyApi = scenarios
    .filter(({ drivers }) => !drivers.includes('browser'))
    .reduce((sum, { rows }) => sum + rows.length, api.cells.length)
  const notInBrowser = browser.leftOut.map(({ count }) => count)
  expect(notInBrowser.reduce((sum, count) => sum + count)).toBe(onlyApi)
  const onlyBrowser = scenarios
    .filter(({ drivers }) => !drivers.includes('api'))
    .reduce((sum, { rows }) => sum + rows.length, 0)
  expect(onlyBrowser).toBeGreaterThan(0)
  // The cases of the web components run in a browser, too.
  expect(api.leftOut).toEqual([
    { drivers: ['browser'], count: onlyBrowser + 2 },
  ])
})

test('cases that differ only in the method run once where the client chooses it', async () => {
  const [api, sdk] = await Promise.all([suiteFor('api'), suiteFor('sdk')])
  const able = api.cases.filter(({ scenario }) =>
    scenario.drivers.includes('sdk'),
  )
  expect(sdk.merged).toBe(able.length - sdk.cases.length)
  expect(sdk.merged).toBeGreaterThan(10)
  const titles = sdk.cases.map(({ title }) => title)
  expect(titles.filter((title) => /\b(?:PUT|POST|GET)\b/.test(title))).toEqual(
    [],
  )
  expect(mergedLine(17)).toBe(
    '17 cases differ from another only in the method, which the SDK chooses',
  )
})

test('cases that the tags do not select are not counted', async () => {
  const { cases, leftOut } = await suiteFor('api', { tags: ['monitor'] })
  expect(cases.length).toBeGreaterThan(0)
  expect(leftOut).toEqual([])
})

test('if only another driver can run the cases, the problem names it', async () => {
  const { problems } = await suiteFor('browser', {
    grep: /^auth\/GET-get\/none$/,
  })
  expect(problems).toEqual([
    {
      code: 'nothing-matched',
      fact: 'no case matches --grep ^auth\\/GET-get\\/none$, so nothing would be judged',
      hint: '1 case runs only with --driver api',
    },
  ])
})

test('the totals use singular and plural correctly', () => {
  expect(leftOutLine({ drivers: ['browser'], count: 1 })).toBe(
    '1 case runs only with --driver browser',
  )
  expect(leftOutLine({ drivers: ['browser'], count: 21 })).toBe(
    '21 cases run only with --driver browser',
  )
})
