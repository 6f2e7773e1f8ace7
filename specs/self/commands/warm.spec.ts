/** The warm host runs a command as a process of its own does. */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from '@playwright/test'
import { dayAfter, dayOf } from '../../../src/model/day.ts'
import { startSandbox } from '../../../src/sandbox/server.ts'
import type { Sandbox } from '../../../src/sandbox/server.ts'
import { selfSigned } from '../certificate.ts'
import { folderWith } from '../folder.ts'
import { isAlive } from '../processes.ts'
import { made, scenarioOf } from '../run/steps.ts'
import { bareEnvironment } from './bare-environment.ts'
import { startHost } from './host.ts'
import { seamwatch } from './seamwatch.ts'
import type { Asked } from './seamwatch.ts'

const contract = 'schemas/client-sessions.json'
const short = { 'a.yaml': scenarioOf('a short life', made) }
const unmet = {
  'a.yaml': scenarioOf(
    'what no API sends',
    '  - { id: list, call: /client_sessions/list, expect: { ok: false } }\n',
  ),
}
const wrong = { 'a.yaml': 'scenario: a half\n' }

let sandbox: Sandbox
test.beforeAll(async () => {
  sandbox = await startSandbox()
})
test.afterAll(() => sandbox.stop())

/** Commands that follow each other, with their exit codes; `~` is a blank. */
const chains: readonly (readonly (readonly [
  args: string,
  exitCode: number,
  more?: Asked,
])[])[] = [
  [
    ['run', 0, { scenarios: short, withAllure: true }],
    ['judge', 0],
    ['report', 0],
    ['audit', 0],
  ],
  [
    ['run --shard 1/1', 0, { scenarios: short }],
    ['merge REPORTS --reports OUT/merged', 0],
  ],
  [
    ['run', 1, { scenarios: unmet }],
    [
      'accept expectation-unmet~·~POST~/client_sessions/list~·~ok --owner api --reason why --link https://example.org/2 --until UNTIL --known-issues OUT/known.yaml',
      0,
    ],
  ],
  [[`contract pull --from ${contract} --out OUT/new.json`, 0]],
  [['run --tag nigthly', 2]],
  [['run --nope', 2]],
  [['check', 0, { scenarios: short }]],
  [['check', 2, { scenarios: wrong }]],
  [['sweep --dry-run', 0]],
  [['merge none', 2]],
  [['browser', 3, { env: { SEAMWATCH_BROWSER_PATH: 'none' } }]],
  [['contract pull --from none.json --out none', 2]],
  [['contract sdks nothing', 2]],
  [[`review ${contract} ${contract}`, 0]],
  [['explain body-required-missing', 0]],
  [['gate ./nowhere', 2]],
  [['compare ./nowhere ./here', 2]],
  [['accept nothing', 2]],
  [['mutants --only nothing', 2]],
  [['--version', 0]],
  [['--help', 0]],
  [['nothing', 2]],
  [['', 2]],
]

for (const [at, chain] of chains.entries()) {
  const title = chain.map(([args]) => `"seamwatch ${args}"`).join(', ')
  test(`${at + 1}. ${title}: same text, files and exit code in a process of its own`, async () => {
    const own = await runAll(chain, true)
    expect(own.map(({ exitCode }) => exitCode)).toEqual(
      chain.map(([, exitCode]) => exitCode),
    )
    expect(await runAll(chain, false)).toEqual(own)
  })
}

async function runAll(chain: (typeof chains)[number], asProcess: boolean) {
  const reports = test.info().outputPath('reports')
  const out = folderWith({}, 'out')
  rmSync(reports, { recursive: true, force: true })
  const seen = []
  for (const [line, , more] of chain) {
    const args = line
      .replaceAll('REPORTS', reports)
      .replaceAll('OUT', out)
      .replaceAll('UNTIL', dayAfter(dayOf(Date.now()), 10))
      .split(' ')
      .filter(Boolean)
      .map((it) => it.replaceAll('~', ' '))
    const left = await seamwatch({ args, sandbox, ...more, asProcess })
    const { exitCode, signal, printed, reportsDir } = left
    const files = [reportsDir, out].filter(existsSync).flatMap(filesIn)
    seen.push({ exitCode, signal, printed: withoutChance(printed), files })
  }
  return seen
}

/** Names, and what is in those whose text is only ours. */
function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => !name.startsWith('allure-report/'))
    .map((name) => {
      const isText =
        /^(?:verdict\.json|junit\.xml|[\w-]+\.html|new\.json|known\.yaml)$/.test(
          name,
        )
      const text = isText ? readFileSync(join(folder, name), 'utf8') : ''
      return `${withoutChance(name)} ${hashOf(withoutChance(text))}`
    })
    .toSorted()
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** Without ids, times, and what is measured. */
function withoutChance(text: string): string {
  return text
    .replaceAll(/[\da-f]{8}-[\da-f]{4}-[\da-f-]{22}/g, 'uuid')
    .replaceAll(/seamwatch-[\da-f]{8}-\w+/g, 'marker')
    .replaceAll(/\b[\da-f]{8,64}\b/g, 'id')
    .replaceAll(/\d{4}-\d\d-\d\d(?:[T ][\d:.]+Z?)?/g, 'time')
    .replaceAll(/\b\d+(?:\.\d+)?\s?m?s\b/g, 'duration')
    .replaceAll(/(?<=(?:[mM]s|time)"?[=:] ?"?)[\d.]+/g, 'number')
}

test('a command that ends its process ends the host, with its exit code and its text', async () => {
  const host = startHost()
  const ran = host.run({
    args: ['sandbox', '--port', '0'],
    env: bareEnvironment(),
  })
  expect(host.canRun()).toBe(false)
  setTimeout(() => process.kill(host.pid, 'SIGKILL'), 1000)
  expect(await ran).toMatchObject({ exitCode: null, signal: 'SIGKILL' })
  expect(host.canRun()).toBe(false)
})

test('a command sees no variable of the one before', async () => {
  const host = startHost()
  const args = ['explain', 'a-key-of-no-shape']
  const env = { ...bareEnvironment(), SEAM_API_KEY: 'a-key-of-no-shape' }
  const { printed: hidden } = await host.run({ args, env })
  expect(hidden).not.toContain('a-key-of-no-shape')
  expect(host.canRun()).toBe(true)
  const { printed } = await host.run({ args, env: bareEnvironment() })
  expect(printed).toContain('a-key-of-no-shape')
  process.kill(host.pid, 'SIGKILL')
})

test('a command that has started again listens to no signal any more', async () => {
  const { cert } = await selfSigned()
  const ca = join(folderWith({ 'ca.pem': cert }), 'ca.pem')
  const host = startHost()
  const args = ['sweep', '--ca', ca]
  const { exitCode, printed } = await host.run({ args, env: bareEnvironment() })
  expect(exitCode, printed).toBe(2)
  expect(printed).toContain('there is nothing to sweep')
  expect(host.canRun()).toBe(true)
  process.kill(host.pid, 'SIGKILL')
})

test('a host ends with the process that started it', async () => {
  test.skip(process.platform !== 'linux', 'only Linux says what runs')
  const host = JSON.stringify(resolve('specs/self/commands/host.js'))
  const parent = spawn(process.execPath, [
    '-e',
    `const host = require('child_process').spawn(process.execPath, [${host}],
  { stdio: ['pipe', 'pipe', 'pipe', 'ipc'] })
process.stdout.write(String(host.pid))
setInterval(() => {}, 1000)`,
  ])
  const pid = await new Promise<number>((read) => {
    parent.stdout.once('data', (chunk) => read(Number(String(chunk))))
  })
  expect(isAlive(pid)).toBe(true)
  parent.kill('SIGKILL')
  await expect.poll(() => isAlive(pid), { timeout: 60_000 }).toBe(false)
})
