/** The command: its answer, its exit code, and the file that it writes. */
import { execFile } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import type { GateResult } from '../../../src/gate/gate.ts'
import { gate as gateHere } from '../../../src/commands/gate.ts'
import { UsageError } from '../../../src/model/problem.ts'
import { publishedRelease, writtenRelease } from '../drivers/sdk/releases.ts'

type Ended = { readonly code: number; readonly text: string }

function gate(...args: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['src/seamwatch.js', 'gate', ...args],
      { env: { PATH: process.env.PATH } },
      (error, stdout, stderr) => {
        const code = error ? Number(error.code) : 0
        resolve({ code, text: stdout + stderr })
      },
    )
  })
}

function readGate(reports: string): GateResult {
  const file = join(reports, 'gate', 'gate.json')
  const text = readFileSync(file, 'utf8')
  expect(text).not.toMatch(/seam_(?:test|at|cst|pk|standin)/)
  const result: GateResult = JSON.parse(text)
  const ajv = new Ajv({ strict: false, allErrors: true })
  addFormats.default(ajv)
  const isValid = ajv.compile(
    JSON.parse(readFileSync('schemas/gate.schema.json', 'utf8')),
  )
  isValid(result)
  expect(isValid.errors ?? []).toEqual([])
  return result
}

test('a release with nothing new is yes, and --markdown writes the comment', async ({}, info) => {
  test.setTimeout(600_000)
  const reports = info.outputPath('reports')
  const comment = info.outputPath('comment.md')
  const { code, text } = await gate(
    publishedRelease('2.32.0').folder,
    '--baseline',
    publishedRelease('2.26.0').folder,
    '--reports',
    reports,
    '--markdown',
    comment,
  )
  expect(text).toContain('YES  @seamapi/http 2.32.0, against 2.26.0')
  expect(code).toBe(0)
  expect(readFileSync(comment, 'utf8')).toContain(
    '**Release gate: yes.** `@seamapi/http 2.32.0` against `2.26.0`',
  )
  const { answer, judged, findings, baseline } = readGate(reports)
  expect(answer).toBe('yes')
  expect(baseline?.version).toBe('2.26.0')
  expect(judged.cases).toBeGreaterThan(10)
  expect(judged.calls).toBeGreaterThan(150)
  expect(findings.filter(({ since }) => since === 'new')).toEqual([])
  const lines = readFileSync(join(reports, 'gate', 'calls.ndjson'), 'utf8')
  expect(lines).not.toMatch(/seam_(?:test|at|cst|pk|standin)/)
  const calls = lines
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  const repeated = findings.find(
    (it) => it.code === 'sdk-call-repeated' && it.condition === 'lost-once',
  )
  const shown = calls.find(
    ({ id, who }) => id === repeated?.calls[0] && who === 'release',
  )
  expect(shown.wire).toMatchObject([
    { reply: { failure: 'reset' } },
    { reply: { status: 200 } },
  ])
  const namesOf = (party: string): ReadonlySet<string> =>
    new Set(calls.flatMap(({ id, who }) => (who === party ? [id] : [])))
  for (const { calls: ids } of findings) {
    expect(ids).not.toEqual([])
    for (const party of ['release', 'baseline', 'control'])
      expect([...namesOf(party)]).toEqual(expect.arrayContaining([...ids]))
  }
  expect(calls.filter(({ step }) => step !== undefined)).not.toEqual([])
})

test('a release that prints the key with each error is no', async ({}, info) => {
  test.setTimeout(600_000)
  const reports = info.outputPath('reports')
  const { code, text } = await gate(
    publishedRelease('2.26.0').folder,
    '--baseline',
    publishedRelease('2.11.2').folder,
    '--quick',
    '--reports',
    reports,
  )
  expect(text).toContain('NO  @seamapi/http 2.26.0, against 2.11.2')
  expect(code).toBe(1)
  const news = readGate(reports).findings.filter(
    ({ since, effect }) => since === 'new' && effect === 'fails',
  )
  expect([...new Set(news.map((it) => `${it.code} ${it.key}`))]).toEqual([
    "sdk-credential-shown inspect of the SDK's error",
  ])
})

test('a release that cannot be loaded is no', async ({}, info) => {
  test.setTimeout(600_000)
  const reports = info.outputPath('reports')
  const { code, text } = await gate(
    writtenRelease('},)').folder,
    '--baseline',
    'none',
    '--reports',
    reports,
  )
  expect(text).toContain('against no other release: new: package-unloadable')
  expect(code).toBe(1)
  expect(readGate(reports).notJudged).toMatchObject([
    { what: 'calls of the release' },
  ])
  // Plain HTTP is for comparison alone.
  const calls = readFileSync(join(reports, 'gate', 'calls.ndjson'), 'utf8')
  expect(calls.trim()).toBe('')
})

test('one part alone is never yes, and nothing of the others is looked at', async ({}, info) => {
  test.setTimeout(600_000)
  const reports = info.outputPath('reports')
  const { folder } = publishedRelease('2.32.0')
  const args = [folder, '--baseline', folder, '--reports', reports]
  const { code, text } = await gate(...args, '--only', 'package')
  expect(text).toContain('the scenarios: left out by --only package')
  expect(code).toBe(3)
  const { judged, notJudged, findings } = readGate(reports)
  expect(judged).toMatchObject({ cases: 0, calls: 0, declarations: 0 })
  expect(notJudged).toHaveLength(3)
  expect(findings).toEqual([])
})

test('a part that the gate does not have is wrong input', async () => {
  const judged = gateHere('./nowhere', { only: 'packages' })
  await expect(judged).rejects.toThrow(UsageError)
  await expect(judged).rejects.toThrow('the gate has no part "packages"')
})

test('a release that needs another Node is not judged by this one', async ({}, info) => {
  test.setTimeout(600_000)
  const reports = info.outputPath('reports')
  const { folder } = writtenRelease('},)')
  const file = join(folder, 'release.json')
  const record: object = JSON.parse(readFileSync(file, 'utf8'))
  writeFileSync(file, JSON.stringify({ ...record, engine: '>=99' }))
  const { code, text } = await gate(
    folder,
    '--baseline',
    'none',
    '--reports',
    reports,
  )
  expect(text).toContain(
    `it asks for Node >=99, and ${process.version} runs it`,
  )
  expect(text).toContain('INCONCLUSIVE  seam 0.0.1')
  expect(code).toBe(3)
})

test('a wrong release is exit code 2, and nothing is written', async ({}, info) => {
  const reports = info.outputPath('reports')
  const { code, text } = await gate('npm:left-pad@1.3.0', '--reports', reports)
  expect(text).toContain("left-pad is not one of Seam's SDKs")
  expect(code).toBe(2)
  expect(existsSync(reports)).toBe(false)
})
