/** The package as npm installs it in another project: Playwright reads no
 * TypeScript below node_modules, and paths are no longer a checkout's. */
import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { seamwatch } from './seamwatch.ts'

test.describe.configure({ mode: 'serial', timeout: 600_000 })

/** Not below the checkout, whose node_modules it would find. */
let folder = ''
let packed: readonly string[] = []
let unreachable = ''

test.beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'seamwatch-installed-')))
  const pack = npm(['pack', '--json', `--pack-destination=${folder}`])
  const [{ filename, files }] = JSON.parse(pack.stdout)
  packed = files.map(({ path }: { path: string }) => path)
  const { status, stderr } = npm(
    ['install', '--prefer-offline', '--ignore-scripts', `./${filename}`],
    folder,
  )
  if (status !== 0) unreachable = stderr
})

test.afterAll(() => rmSync(folder, { recursive: true, force: true }))

test.beforeEach(() => {
  const isOffline = /ENOTFOUND|ECONN|ETIMEDOUT|EAI_AGAIN|ENETUNREACH/
  test.skip(isOffline.test(unreachable), 'npm cannot reach its registry')
  expect(unreachable).toBe('')
})

function installed(...args: readonly string[]) {
  return seamwatch({
    program: [join(folder, 'node_modules/.bin/seamwatch')],
    cwd: folder,
    env: { SEAMWATCH_REPORTS: '' },
    args,
  })
}

test('the package holds what its commands need, and no tests of its own', () => {
  for (const needed of [
    'playwright.config.ts',
    'specs/contract.spec.ts',
    'specs/changes.config.ts',
    'schemas/client-sessions.json',
    'scenarios/monitor/heartbeat.yaml',
    'reports/allurerc.mjs',
  ])
    expect(packed).toContain(needed)
  const known =
    /^(?:src|scenarios|schemas)\/|^specs\/[\w.-]+\.(?:ts|md)$|^reports\/(?:allurerc\.mjs|README\.md)$|^(?:LICENSE|README\.md|package\.json|playwright\.config\.ts|tsconfig\.json)$/
  expect(packed.filter((path) => !known.test(path))).toEqual([])
})

test('the installed package checks its own scenarios, from a bundle of its own', async () => {
  const { exitCode, printed } = await installed('check')
  expect(exitCode, printed).toBe(0)
  const cache = 'node_modules/seamwatch/node_modules/.cache/seamwatch'
  expect(readdirSync(join(folder, cache))).toEqual([
    expect.stringMatching(/^bundle-/),
  ])
})

test('the installed package runs scenarios of the working directory', async () => {
  cpSync('scenarios/monitor', join(folder, 'mine'), { recursive: true })
  const { exitCode, printed } = await installed('run', '--scenarios', 'mine')
  expect(exitCode, printed).toBe(0)
  expect(printed).toContain('verdict: passed')
  for (const file of ['verdict.json', 'allure-report/index.html'])
    expect(existsSync(join(folder, 'reports', file)), file).toBe(true)
})

test('the installed package extracts a contract', async () => {
  cpSync('schemas/client-sessions.json', join(folder, 'published.json'))
  const { exitCode, printed } = await installed(
    ...'contract pull --from published.json --out mine.json'.split(' '),
  )
  expect(exitCode, printed).toBe(0)
  expect(existsSync(join(folder, 'mine.json'))).toBe(true)
})

test('the installed package breaks its sandbox and notices it', async () => {
  const { exitCode, printed } = await installed(
    'mutants',
    '--only',
    'missing-token',
  )
  expect(exitCode, printed).toBe(0)
})

function npm(args: readonly string[], cwd = process.cwd()) {
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error']
  return spawnSync('npm', [...args, ...quiet], { cwd, encoding: 'utf8' })
}
