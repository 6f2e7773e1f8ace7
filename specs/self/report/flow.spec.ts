import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { expect, test } from '@playwright/test'
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'

import { renderReport } from '../../../src/report/allure/render.ts'
import type { Verdict } from '../../../src/model/verdict.ts'

// One run of Playwright with prepared outcomes and all reporters. Each failing test
// costs a worker.
test.describe.configure({ mode: 'serial', timeout: 600_000 })

const config = fileURLToPath(
  new URL('fixture/playwright.config.ts', import.meta.url),
)
const command = fileURLToPath(
  new URL('cli.js', import.meta.resolve('@playwright/test')),
)
let reportsDir: string
let said: string
let exitCode: number | null

test.beforeAll(({}, info) => {
  reportsDir = info.outputPath('reports')
  const { PATH, HOME } = process.env
  const run = spawnSync(
    process.execPath,
    [command, 'test', '--config', config],
    {
      encoding: 'utf8',
      env: { PATH, HOME, FIXTURE_LOST: '1', FIXTURE_REPORTS: reportsDir },
    },
  )
  said = run.stdout
  exitCode = run.status
})

function read(name: string): string {
  return readFileSync(join(reportsDir, name), 'utf8')
}

type AllureResult = {
  readonly name: string
  readonly status: string
  readonly testCaseId: string
  readonly statusDetails: Readonly<Record<string, string>>
  readonly labels: readonly { readonly name: string; readonly value: string }[]
  readonly parameters: AllureResult['labels']
  readonly steps: readonly AllureResult[]
}

function allureResult(title: string): AllureResult {
  const results = readdirSync(join(reportsDir, 'allure-results'))
    .filter((name) => name.endsWith('-result.json'))
    // Allure's format; only the parts above are read.
    .map((name) => JSON.parse(read(`allure-results/${name}`)) as AllureResult)
  const found = results.find(({ name }) => name === title)
  if (!found) throw new Error(`no result for "${title}"`)
  return found
}

function failureOf({ labels }: AllureResult): string | undefined {
  return labels.find(({ name }) => name === 'failure')?.value
}

test('the terminal lists each case, then findings, verdict and totals', () => {
  expect(said).toMatch(/12\/12/)
  expect(said).toContain('✗ a stranger cannot grant access')
  expect(said).toContain('? a case whose worker dies · ended without a result')
  expect(said).not.toContain('\u001b')
  expect(said.trimEnd().split('\n').slice(-4)).toEqual([
    'verdict: failed',
    'skipped (1): it needs target.connect_webview_id, which the settings leave out',
    '  access is granted to a webview',
    '2 passed, 9 failed, 1 skipped',
  ])
  expect(exitCode).toBe(1)
})

test('the written verdict matches its published schema', () => {
  const schema: unknown = JSON.parse(
    readFileSync(
      new URL('../../../schemas/verdict.schema.json', import.meta.url),
      'utf8',
    ),
  )
  const ajv = new Ajv({ allErrors: true, allowUnionTypes: true })
  addFormats.default(ajv)
  const verdict = JSON.parse(read('verdict.json')) as Verdict // checked below
  const isValid = ajv.validate(schema as object, verdict) // a JSON Schema file
  expect(ajv.errors).toBeNull()
  expect(isValid).toBe(true)
  expect(verdict.counts.cases).toEqual({
    total: 10,
    passed: 2,
    failed: 4,
    inconclusive: 3,
    notJudged: 1,
  })
  expect(verdict.suiteErrors).toEqual([
    {
      what: 'a case whose worker dies',
      message: 'it ended without a result: Error: the worker went away',
    },
    {
      what: 'scenario problem: x.yaml:3:5',
      message: 'Error: x.yaml:3:5: unknown key "cal"',
    },
  ])
  expect(verdict.leftBehind).toHaveLength(1)
})

test('in JUnit a judged case that is wrong is a failure, everything else an error', () => {
  const junit = read('junit.xml')
  expect(junit.match(/<failure /g)).toHaveLength(4)
  expect(junit.match(/<error /g)).toHaveLength(5)
  expect(junit).toContain('type="expect.toBeRejected"')
  expect(junit).toContain('type="CouldNotJudge"')
})

test('JUnit has the lines of the scenario around a failure', () => {
  expect(read('junit.xml')).toContain('&gt; 13 |   - id: grant')
})

const statuses = [
  ['a session is created and read back', 'passed', undefined],
  ['a created session has the documented shape', 'failed', 'breaking-drift'],
  ['a fresh session has no devices', 'failed', 'expectation'],
  ['a stranger cannot grant access', 'failed', 'auth-bypass'],
  ['a session is read within 800 ms', 'failed', 'latency'],
  ['the service is up', 'broken', 'outage'],
  ['the monitor can sign in', 'broken', 'credential'],
  ['access is granted twice', 'broken', 'scenario'],
  ['a case whose worker dies', 'broken', 'suite'],
  ['scenario problem: x.yaml:3:5', 'broken', 'scenario'],
  ['a session is listed', 'passed', 'additive-drift'],
  ['access is granted to a webview', 'skipped', undefined],
] as const

for (const [title, status, failure] of statuses) {
  test(`Allure has "${title}" as ${status}, ${failure ?? 'no failure'}`, () => {
    const result = allureResult(title)
    expect(result.status).toBe(status)
    expect(failureOf(result)).toBe(failure)
  })
}

test('Allure shows shapes to compare, marked steps and why a case is skipped', () => {
  const drift = allureResult('a created session has the documented shape')
  expect(drift.statusDetails['expected']).toContain('device_count: number')
  expect(drift.statusDetails['actual']).toContain('device_count: null')
  expect(drift.statusDetails['message']).toMatch(
    /^POST \/client_sessions\/create: 5/,
  )
  expect(drift.steps.map(({ status }) => status)).toEqual(['failed', 'passed'])
  const parameters = drift.parameters.map(({ name, value }) => [name, value])
  expect(parameters).toContainEqual(['target', 'production'])
  expect(parameters).toContainEqual(['method', 'POST'])
  const up = allureResult('the service is up')
  expect(up.steps.map(({ status }) => status)).toEqual(['broken', 'skipped'])
  const skipped = allureResult('access is granted to a webview')
  expect(skipped.statusDetails['message']).toContain('connect_webview_id')
})

test('Allure gets neither the private outcome nor the test’s source', () => {
  for (const name of readdirSync(join(reportsDir, 'allure-results'))) {
    const text = read(`allure-results/${name}`)
    expect(text).not.toContain('"scenarioId"')
    expect(text).not.toContain('error-context')
  }
})

test('the report starts with the summary and loads nothing from other hosts', async () => {
  const rendered = await renderReport({ reportsDir })
  expect(rendered.kind).toBe('rendered')
  const page = read('allure-report/index.html')
  expect(page).not.toMatch(/googletagmanager|<script[^>]+src="(?:https?:)?\/\//)
  // In a report of one file each part is in base64.
  const [, globals = ''] = /"widgets\/globals\.json","([^"]+)"/.exec(page) ?? []
  expect(Buffer.from(globals, 'base64').toString()).toContain('summary.html')
  expect(readdirSync(join(reportsDir, 'history'))).toEqual([
    'allure-production.jsonl',
    'production.json',
  ])
})

test('without results there is nothing to render', async ({}, info) => {
  expect(await renderReport({ reportsDir: info.outputPath() })).toEqual({
    kind: 'nothing-to-render',
  })
})
