/** Many releases of a package: where a fault came in, and where it went. */
import { execFile } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect } from '@playwright/test'
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import { findBrowser, noBrowser } from '../../../src/drivers/browser/find.ts'
import { gate as gateHere } from '../../../src/commands/gate.ts'
import type { GateFinding } from '../../../src/gate/decide.ts'
import { matrixOf } from '../../../src/gate/matrix.ts'
import type { MatrixInput } from '../../../src/gate/matrix.ts'
import { UsageError } from '../../../src/model/problem.ts'
import { writeMatrix } from '../../../src/report/gate/write-matrix.ts'
import { renderGateMatrix } from '../../../src/report/html/gate-matrix-page.ts'
import { test } from '../drivers/browser/pages.ts'
import { note, repeated, shown } from './fixture.ts'

function judged(
  version: string,
  findings: readonly GateFinding[],
  more: { readonly notJudged?: string } = {},
): MatrixInput {
  return { kind: 'judged', version, integrity: 'sha512-abc', findings, ...more }
}

const elsewhere: GateFinding = { ...shown, fingerprint: 'another place' }
const ofApi: GateFinding = {
  ...shown,
  code: 'body-type-wrong',
  class: 'breaking-drift',
  blame: 'api',
}

const matrix = matrixOf([
  judged('1.0.0', [repeated, ofApi]),
  judged('1.1.0', [repeated, shown, note]),
  { kind: 'not-judged', version: '1.2.0', reason: 'npm cannot install it' },
  judged('1.3.0', [shown, elsewhere], { notJudged: 'a case: no reply' }),
  judged('1.4.0', [elsewhere]),
])

test('a release is compared with the last one before it that was judged', () => {
  expect(
    matrix.releases.map(({ version, answer }) => [version, answer]),
  ).toEqual([
    ['1.0.0', 'first'],
    ['1.1.0', 'no'],
    ['1.2.0', 'not-judged'],
    ['1.3.0', 'no'],
    ['1.4.0', 'yes'],
  ])
  const cellsOf = (version: string) =>
    matrix.releases.find((it) => it.version === version)?.cells
  expect(cellsOf('1.3.0')).toEqual([
    {
      code: 'sdk-credential-shown',
      places: 2,
      cameIn: ['another place'],
      went: [],
    },
    {
      code: 'sdk-call-repeated',
      places: 0,
      cameIn: [],
      went: [repeated.fingerprint],
    },
    {
      code: 'sdk-parameter-undocumented',
      places: 0,
      cameIn: [],
      went: [note.fingerprint],
    },
  ])
  expect(cellsOf('1.2.0')).toEqual([])
})

test('a new note is no reason for no, and what the API does is left out', () => {
  const { codes, releases } = matrixOf([
    judged('1.0.0', []),
    judged('1.1.0', [note, ofApi]),
  ])
  expect(codes.map(({ code }) => code)).toEqual([note.code])
  expect(releases[1]?.answer).toBe('yes')
})

const page = renderGateMatrix({
  ...matrix,
  name: '@seamapi/http',
  startedAt: '2026-01-02T03:04:05.000Z',
  contract: 'a contract',
})
const text = page.replaceAll(/\s+/g, ' ')

test('the page says where a fault came in and where it went', () => {
  expect(text).toContain('4 of 5 releases judged')
  expect(text).toContain(
    '<li>1.1.0: 1 came in (1 place)</li> <li>1.3.0: 1 came in (2 places)</li> <li>1.4.0: 1 went (1 place)</li> <li>still in 1.4.0: 1 place</li>'.replaceAll(
      '</li> <li>',
      '</li><li>',
    ),
  )
  expect(text).toContain('<li>1.3.0: 1 went (0 places)</li><li>gone</li>')
})

test('no cell relies on colour alone, and what was not judged says why', () => {
  expect(text).toContain('<td class="fails"> ✗2<div><b>+1</b></div>')
  expect(text).toContain('<td class="listed"> ·1<div><b>+1</b></div>')
  expect(text).toContain('<td class="answer no">NO</td>')
  expect(text).toContain('<td class="none">?</td>')
  expect(text).toContain('<b>1.2.0</b>: npm cannot install it')
  expect(text).toContain('<b>1.3.0</b>: a case: no reply')
})

function gate(
  ...args: readonly string[]
): Promise<{ readonly code: number; readonly text: string }> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['src/seamwatch.js', 'gate', ...args],
      { env: { PATH: process.env.PATH } },
      (error, stdout, stderr) => {
        resolve({ code: error ? Number(error.code) : 0, text: stdout + stderr })
      },
    )
  })
}

function readJson(file: string) {
  return JSON.parse(readFileSync(file, 'utf8'))
}

test('matrix.json keeps to its published schema', ({}, info) => {
  const reports = info.outputPath('reports')
  const head = { name: '@seamapi/http', contract: 'a contract' }
  const startedAt = '2026-01-02T03:04:05.000Z'
  const inputs = [judged('1.0.0', [repeated]), judged('1.1.0', [note])]
  const made = { ...head, startedAt, ...matrixOf(inputs) }
  writeMatrix(made, reports)
  const ajv = new Ajv({ strict: false, allErrors: true })
  addFormats.default(ajv)
  const isValid = ajv.compile(readJson('schemas/gate-matrix.schema.json'))
  const written = readJson(join(reports, 'gate', 'matrix.json'))
  isValid(written)
  expect(isValid.errors ?? []).toEqual([])
  expect(isValid({ ...written, releases: [{ version: '1.0.0' }] })).toBe(false)
})

for (const wrong of ['abc', '2.26', '2.26.0,latest']) {
  test(`--versions ${wrong} is wrong input`, async ({}, info) => {
    const reports = info.outputPath('reports')
    const given = { matrix: 'npm:@seamapi/http', versions: wrong, reports }
    const ended = gateHere(undefined, given)
    await expect(ended).rejects.toThrow(UsageError)
    await expect(ended).rejects.toThrow('--versions: expected versions such as')
    expect(existsSync(reports)).toBe(false)
  })
}

test('a release that npm does not have is a column that says so', async ({}, info) => {
  test.setTimeout(600_000)
  const reports = info.outputPath('reports')
  const { code, text: said } = await gate(
    '--matrix',
    'npm:@seamapi/http',
    '--versions',
    '99.0.0',
    '--reports',
    reports,
  )
  expect(said).toContain('1/1 99.0.0: not judged: ')
  expect(said).toContain('0 of 1 release of @seamapi/http judged')
  expect(code).toBe(3)
  const json = readFileSync(join(reports, 'gate', 'matrix.json'), 'utf8')
  expect(JSON.parse(json).releases).toMatchObject([
    { version: '99.0.0', answer: 'not-judged' },
  ])
})

for (const [given, fact] of [
  [{ matrix: 'npm:left-pad' }, "left-pad is not one of Seam's SDKs"],
  [{ matrix: 'npm:@seamapi/http@2.32.0' }, 'without a version'],
  [{}, 'expected a release, received none'],
] as const) {
  test(`wrong input writes nothing: ${fact}`, async ({}, info) => {
    const reports = info.outputPath('reports')
    const ended = gateHere(undefined, { ...given, reports })
    await expect(ended).rejects.toThrow(UsageError)
    await expect(ended).rejects.toThrow(fact)
    expect(existsSync(reports)).toBe(false)
  })
}

test.describe('in a browser', () => {
  test.skip(!findBrowser(), noBrowser)

  for (const width of [1280, 400]) {
    test(`at ${width} px only the table scrolls, with 40 releases`, async ({
      page: tab,
    }, info) => {
      const inputs = Array.from({ length: 40 }, (_, index) =>
        judged(`2.${index}.0`, index % 2 ? [shown, note] : [repeated]),
      )
      const many = { ...matrixOf(inputs), name: '@seamapi/http' }
      const file = info.outputPath('matrix.html')
      writeFileSync(
        file,
        renderGateMatrix({ ...many, startedAt: 'now', contract: 'a contract' }),
      )
      await tab.setViewportSize({ width, height: 900 })
      await tab.goto(pathToFileURL(file).href)
      expect(
        await tab.evaluate('document.documentElement.scrollWidth'),
      ).toBeLessThanOrEqual(width)
      await expect(tab.getByText('sdk-call-repeated').last()).toBeVisible()
    })
  }
})
