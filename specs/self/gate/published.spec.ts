/** What the gate publishes for other programs: JUnit, an Allure report; that it
 * holds no secret; and what a signal leaves. */
import { spawn } from 'node:child_process'
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { audit } from '../../../src/commands/audit.ts'
import { publishGate } from '../../../src/commands/gate-output.ts'
import type { GateFinding } from '../../../src/gate/decide.ts'
import { auditGate } from '../../../src/report/gate/audited.ts'
import { renderJunit } from '../../../src/report/gate/junit.ts'
import { gateTests } from '../../../src/report/gate/tests.ts'
import { writeGate } from '../../../src/report/gate/write.ts'
import { publishedRelease } from '../drivers/sdk/releases.ts'
import { descendantsOf, isAlive } from '../processes.ts'
import { calls, note, repeated, result, shown } from './fixture.ts'

const spec = 'npm:@seamapi/http@2.26.0'

function statusesOf(of: typeof result): Readonly<Record<string, string>> {
  return Object.fromEntries(
    gateTests(of).map(({ title, status }) => [title, status]),
  )
}

test('a new fault is a failed test, and what does not decide a passed one', () => {
  expect(statusesOf(result)).toMatchObject({
    'The SDK shows the credential in an error or in its output: error inspect':
      'failed',
    'carried over: The SDK sends a request again that may have been carried out: attempts':
      'passed',
    'note: The SDK adds a parameter that the contract does not have: request _strict':
      'passed',
    'sdk-value: nothing found': 'passed',
    'package: nothing found': 'passed',
  })
})

test('what is new in one place and carried over in another is one test, which fails', () => {
  const before: GateFinding = {
    ...shown,
    since: 'carried-over',
    condition: 'lost',
  }
  const tests = gateTests({ ...result, findings: [shown, before] })
  const [both, ...others] = tests.filter(
    ({ failure }) => failure !== 'nothing-found',
  )
  expect(others).toEqual([])
  expect(both).toMatchObject({ status: 'failed' })
  expect(both?.places).toHaveLength(2)
})

test('the history of a fault goes by no value and no version', () => {
  const received = 'another text'
  const other = { ...result, release: { ...result.release, version: '9.9.9' } }
  const [first] = gateTests(result)
  const [second] = gateTests({ ...other, findings: [{ ...shown, received }] })
  expect(second?.fingerprint).toBe(first?.fingerprint)
})

test('where no call was judged, no family of checks of calls passes', () => {
  const notJudged = [
    { what: 'calls of the release', reason: 'it has no entry' },
  ]
  const judged = {
    cases: 0,
    calls: 0,
    requests: 0,
    conditions: 0,
    declarations: 0,
  }
  const statuses = statusesOf({ ...result, findings: [], notJudged, judged })
  expect(statuses).toMatchObject({
    'calls of the release': 'skipped',
    'sdk-value: nothing found': 'skipped',
    'package: nothing found': 'passed',
  })
})

test('JUnit tells failed, skipped and passed apart, whatever a release wrote', () => {
  const received = ']]></failure><testcase name="&\u0000"/>'
  const notJudged = [
    { what: 'PHP', reason: 'there is no php', fix: 'install it' },
  ]
  const findings = [{ ...shown, received }, repeated, note]
  const xml = renderJunit({ ...result, findings, notJudged })
  expect(xml).toMatch(/^<\?xml version="1.0" encoding="utf-8"\?>/)
  expect(xml).toMatch(/failures="1"\s+errors="0"\s+skipped="1"/)
  expect(xml).toContain(']]&gt;&lt;/failure&gt;&lt;testcase')
  expect(xml).not.toContain('\u0000')
  expect(xml).toMatch(
    /<skipped message="not judged: there is no php\s+install it"/,
  )
  expect(xml.match(/<testcase/g)?.length).toBe(
    xml.match(/<\/testcase\s*>/g)?.length,
  )
})

test('a file of the gate that holds a secret is removed, and named', async ({}, info) => {
  const reportsDir = info.outputPath('reports')
  const env = { SEAM_API_KEY: 'a-secret-without-any-known-shape-4711' }
  const output = `printed: ${env.SEAM_API_KEY}`
  const [call, ...others] = calls
  if (!call) throw new Error('there is no call')
  writeGate(
    { result, calls: [{ ...call, output }, ...others], spec },
    reportsDir,
  )
  const leaks = await auditGate({ reportsDir, env })
  expect([...new Set(leaks.map((it) => it.split(':')[0]))]).toEqual([
    'secret in gate/calls.ndjson',
    'secret in gate/gate.html',
  ])
  expect(leaks.join('')).not.toContain(env.SEAM_API_KEY)
  expect(readdirSync(join(reportsDir, 'gate'))).toEqual([
    'gate.json',
    'junit.xml',
  ])
})

test('the audit of the folder for reports searches the files of the gate', async ({}, info) => {
  const reportsDir = info.outputPath('reports')
  writeGate({ result, calls, spec }, reportsDir)
  expect(await audit(reportsDir)).toBe(0)
  const file = join(reportsDir, 'gate', 'calls.ndjson')
  writeFileSync(file, 'seam_test1gate_0123456789abcdef')
  expect(await audit(reportsDir)).toBe(1)
})

test('the Allure report has a test for each cause, with its history', async ({}, info) => {
  test.setTimeout(600_000)
  const reportsDir = info.outputPath('reports')
  const notJudged = [{ what: 'PHP', reason: 'there is no php' }]
  const gate = { result: { ...result, notJudged }, calls, spec }
  const output = {
    reportsDir,
    isJson: false,
    isAllure: true,
    markdown: undefined,
  }
  expect(await publishGate(gate, output)).toBe(1)
  const folder = join(reportsDir, 'gate')
  expect(existsSync(join(folder, 'allure-report', 'index.html'))).toBe(true)
  const results = readdirSync(join(folder, 'allure-results'))
    .filter((name) => name.endsWith('-result.json'))
    .map((name) =>
      JSON.parse(readFileSync(join(folder, 'allure-results', name), 'utf8')),
    )
  expect(
    Object.fromEntries(results.map(({ name, status }) => [name, status])),
  ).toEqual(statusesOf(gate.result))
  const failed = results.find(({ status }) => status === 'failed')
  expect(failed.statusDetails.message).toContain('expected no credential')
  expect(failed.steps.map(({ name }: { name: string }) => name)).toEqual([
    'GET /client_sessions/get · not-found · inspect',
  ])
  expect(readdirSync(join(folder, 'history'))).toEqual([
    'allure-gate-_seamapi_http.jsonl',
  ])
})

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  test(`${signal} ends the gate with exit code 2, and leaves no file and no process`, async ({}, info) => {
    test.skip(process.platform !== 'linux', 'only Linux says which they are')
    test.setTimeout(600_000)
    const reports = info.outputPath('reports')
    const { folder } = publishedRelease('2.32.0')
    const child = spawn(
      process.execPath,
      [
        'src/seamwatch.js',
        'gate',
        folder,
        '--baseline',
        'none',
        '--reports',
        reports,
      ],
      { env: { PATH: process.env.PATH } },
    )
    let said = ''
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString()
    })
    const ended = new Promise((resolve) => child.on('close', resolve))
    // The sandboxes, and the process of the release.
    const pid = Number(child.pid)
    const all = () => [pid, ...descendantsOf(pid)]
    await expect
      .poll(() => all().length, { timeout: 30_000 })
      .toBeGreaterThan(3)
    const started = all()
    child.kill(signal)
    expect(await ended).toBe(2)
    expect(said).toContain(`${signal}: the gate ended: nothing was written`)
    expect(existsSync(reports)).toBe(false)
    await expect.poll(() => started.filter(isAlive)).toEqual([])
  })
}
