/** The Allure report of a review: `seamwatch review --allure`. */
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect } from '@playwright/test'
import { findBrowser, noBrowser } from '../../../src/drivers/browser/find.ts'
import { changeTests } from '../../../src/report/allure/changes.ts'
import { test } from '../drivers/browser/pages.ts'
import { seamwatch } from '../commands/seamwatch.ts'
import type { Left } from '../commands/left.ts'
import { folderWith } from '../folder.ts'
import { countingWorkers } from '../report/worker-count.ts'
import { fullRecord, recordOfDrafts } from './records.ts'
import { pinned } from './reviewed.ts'

test.describe.configure({ mode: 'serial', timeout: 600_000 })

type Result = ReturnType<typeof JSON.parse>

const old = 'schemas/archive/1.490.0.json'
const fresh = 'schemas/client-sessions.json'

function review(folder: string, ...args: readonly string[]): Promise<Left> {
  return seamwatch({
    args: ['review', ...args, '--allure', '--reports', folder],
  })
}

function resultsIn(folder: string): readonly Result[] {
  const results = join(folder, 'review', 'allure-results')
  return readdirSync(results)
    .filter((name) => name.endsWith('-result.json'))
    .map((name) => JSON.parse(readFileSync(join(results, name), 'utf8')))
    .toSorted((a, b) => a.name.localeCompare(b.name))
}

function labelsOf({ labels }: Result, name: string): readonly string[] {
  return labels
    .filter((label: Result) => label.name === name)
    .map((label: Result) => label.value)
}

let left: Left
let folder = ''

test('each change is one test, and nothing is skipped', async () => {
  folder = folderWith({})
  const workers = countingWorkers()
  left = await seamwatch({
    args: ['review', old, fresh, '--allure', '--reports', folder],
    env: workers.env,
  })
  expect(left.exitCode, left.printed).toBe(1)
  expect(left.printed).toContain('allure-report/index.html')
  expect(left.printed).toContain('breaking: 1 change breaks callers')
  const results = resultsIn(folder)
  expect(results.map(({ name, status }) => [name, status])).toEqual([
    [
      'client_session.customer_id: A property of a response was removed',
      'failed',
    ],
    ['Compatible changes', 'passed'],
    [
      'customer_key: A request that is accepted today is rejected (length)',
      'failed',
    ],
  ])
  // A new worker after each failed test would take a second.
  expect(workers.count()).toBe(1)
  const [removed, compatible, narrowed] = results
  expect(labelsOf(removed, 'feature')).toEqual(['Contract change'])
  expect(labelsOf(removed, 'story')).toEqual(['reply-property-removed'])
  expect(labelsOf(removed, 'severity')).toEqual(['critical'])
  expect(removed.steps.map(({ name }: Result) => name)).toContain(
    'POST /client_sessions/get_or_create',
  )
  expect(removed.statusDetails.message).toContain(
    'string, format uuid (optional) → absent',
  )
  expect(compatible.statusDetails.message).toContain(
    'client_session.customer_key: A response has a new property',
  )
  const results2 = join(folder, 'review', 'allure-results')
  const attached = narrowed.steps
    .flatMap(({ attachments }: Result) => attachments)
    .map(({ name, source }: Result) => [
      name,
      readFileSync(join(results2, source), 'utf8'),
    ])
  expect(attached).toEqual([
    ['before and after', '- any\n+ at least 1'],
    [
      'witness: a request that only the old contract allows',
      expect.stringContaining(`--data-raw '{"customer_key":""}'`),
    ],
  ])
})

test('the page shows what changed, at any width', async ({ page }) => {
  test.skip(!findBrowser(), noBrowser)
  const index = join(folder, 'review', 'allure-report', 'index.html')
  for (const width of [1280, 400]) {
    await page.setViewportSize({ width, height: 900 })
    await page.goto(pathToFileURL(index).href)
    await expect(page.getByText('Contract review: breaking')).toBeVisible()
    await page.getByText('customer_key: A request that is').first().click()
    await expect(page.getByText('any → at least 1').first()).toBeVisible()
    const widest = await page.evaluate('document.body.scrollWidth')
    expect(widest).toBeLessThanOrEqual(width)
  }
})

test('a change that lasts is one row, whatever the versions', async () => {
  const before = new Map(
    resultsIn(folder).map(({ name, historyId }) => [name, historyId]),
  )
  const draft = pinned()
  draft.info['x-source'] = '@seamapi/types@2.0.0'
  const file = join(
    folderWith({ 'new.json': JSON.stringify(draft, null, 2) }, 'draft'),
    'new.json',
  )
  const sources = ['schemas/archive/1.424.0.json', file]
  const again = await review(folder, ...sources, '--fail-on', 'none')
  expect(again.exitCode, again.printed).toBe(0)
  const lasting = resultsIn(folder).filter(({ name }) => before.has(name))
  expect(lasting).toHaveLength(3)
  for (const { name, historyId } of lasting)
    expect(historyId, name).toBe(before.get(name))
  const history = readFileSync(
    join(folder, 'review', 'history', 'allure-contract-review.jsonl'),
    'utf8',
  )
  expect(history.trim().split('\n')).toHaveLength(2)
})

test('without --allure there is no test of a change', async () => {
  const { exitCode, printed } = await seamwatch({
    program: [
      'node_modules/@playwright/test/cli.js',
      'test',
      '--list',
      '--config=specs/changes.config.ts',
    ],
  })
  expect(printed).toContain('No tests found')
  expect(exitCode).toBe(1)
})

test('risky passes with a label, what is not compared is broken, access weighs most', () => {
  const draft = pinned()
  draft.paths['/client_sessions/get'].get.security = []
  const tests = [
    ...changeTests(fullRecord()),
    ...changeTests(recordOfDrafts(pinned(), draft)),
  ]
  const found = tests.map(({ failure, details }) => {
    const of = (type: string) =>
      details.annotation.find((one) => one.type === type)?.description ?? ''
    const { title, failure: category } = JSON.parse(
      of('allure.label.seamwatch-change'),
    )
    return `${title} | ${failure === undefined ? 'passes' : 'fails'} | ${of('allure.label.severity')} | ${category} | ${details.tag.join(' ')}`
  })
  expect(found).toEqual([
    'POST /client_sessions/revoke: An operation was removed | passes | critical | accepted-change | @breaking @accepted',
    'client_session.token: A property of a response was removed | fails | critical | breaking-change | @breaking',
    '/client_sessions/get: SDKs do not have this operation any more | passes | normal | risky-change | @risky',
    'client_session.device_count: not compared | fails | normal | not-compared | @not-compared',
    'Compatible changes | passes | trivial | compatible-change | @compatible',
    expect.stringMatching(
      /^security: .* \| fails \| blocker \| breaking-change \| @breaking @security$/,
    ),
    'Compatible changes | passes | trivial | compatible-change | @compatible',
  ])
})

test('a name of a contract sets no tag, and what a run wrote stays', async () => {
  const draft = pinned()
  const { properties } = draft.components.schemas.client_session
  const names = [
    '@allure.label.severity:trivial @skip x',
    ' allure.id=7',
    '<img src=x onerror=alert(1)>',
    '\u001b[31m',
    '::error::x',
  ]
  for (const name of names) properties[name] = { type: 'string' }
  const file = join(
    folderWith({ 'old.json': JSON.stringify(draft) }, 'draft'),
    'old.json',
  )
  const hostile = folderWith({
    '.seamwatch': '',
    'allure-report/index.html': 'of a run',
    'verdict.json': '{}',
  })
  const { exitCode, printed } = await review(hostile, file, fresh)
  expect(exitCode, printed).toBe(1)
  expect(readFileSync(join(hostile, 'allure-report/index.html'), 'utf8')).toBe(
    'of a run',
  )
  expect(existsSync(join(hostile, '.lock'))).toBe(false)
  const results = resultsIn(hostile)
  expect(results.map(({ name }) => name)).toEqual([
    'client_session. allure.id=7: A property of a response was removed',
    'client_session.: :error::x: A property of a response was removed',
    'client_session.@allure.label.severity:trivial @skip x: A property of a response was removed',
    'client_session.\\u001b[31m: A property of a response was removed',
    'client_session.<img src=x onerror=alert(1)>: A property of a response was removed',
    'Compatible changes',
  ])
  for (const result of results.slice(0, 5)) {
    expect(result.status).toBe('failed')
    expect(labelsOf(result, 'tag')).toEqual(['breaking'])
    expect(labelsOf(result, 'severity')).toEqual(['critical'])
    expect(labelsOf(result, 'ALLURE_ID')).toEqual([])
  }
})
