/** `npx playwright test` by hand ends with the codes of the README, too. */
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { expect, test } from '@playwright/test'
import { exitCodeFor } from '../../../src/config/playwright-exit.ts'
import { seamwatch } from '../commands/seamwatch.ts'
import { folderWith } from '../folder.ts'

test.describe.configure({ timeout: 600_000 })

const cases = (code: number) => ({ kind: 'of the cases', code }) as const

for (const { what, code, end, wanted } of [
  {
    what: 'an error before the first test is ours',
    code: 1,
    end: { kind: 'before the tests' },
    wanted: 2,
  },
  {
    what: 'a command that runs no test ends well',
    code: 0,
    end: { kind: 'before the tests' },
    wanted: 0,
  },
  {
    what: 'failed tests that are no cases',
    code: 1,
    end: { kind: 'its own' },
    wanted: 1,
  },
  { what: 'a verdict of drift', code: 1, end: cases(1), wanted: 1 },
  { what: 'a verdict of outage', code: 1, end: cases(3), wanted: 3 },
  { what: 'a run without a verdict', code: 0, end: cases(2), wanted: 2 },
  {
    what: 'a failed test beside cases that pass',
    code: 1,
    end: cases(0),
    wanted: 1,
  },
  { what: 'a run stopped by Ctrl+C', code: 130, end: cases(2), wanted: 130 },
] as const) {
  test(`${what}: exit code ${wanted}`, () => {
    expect(exitCodeFor(code, end)).toBe(wanted)
  })
}

const playwright = join(
  fileURLToPath(import.meta.resolve('@playwright/test')),
  '../cli.js',
)

for (const { what, env, first, args } of [
  {
    what: 'an option that cannot be used',
    env: { SEAMWATCH_WORKERS: 'x' },
    first: '',
    args: [],
  },
  {
    what: 'a project that is unknown',
    env: {},
    first: '',
    args: ['--project=nosuch'],
  },
  {
    what: 'a pattern that matches nothing',
    env: {},
    first: '',
    args: ['--project=sandbox-api', '--grep=no such case'],
  },
  {
    what: 'a reporter that throws',
    env: {},
    first: `if (!process.env.TEST_WORKER_INDEX) {
  const { stringify } = JSON
  JSON.stringify = (...given) => {
    if (given[0]?.startedAt && given[0]?.counts) throw new Error('boom')
    return stringify(...given)
  }
}`,
    args: ['--project=sandbox-api', '--grep=heartbeat'],
  },
] as const) {
  test(`Playwright by hand ends with exit code 2 for ${what}`, async () => {
    const { exitCode, printed } = await seamwatch({
      program: [playwright, 'test'],
      args,
      env: { ...env, ...preloading(first) },
    })
    expect(exitCode, printed).toBe(2)
  })
}

/** A module that Node loads first. */
function preloading(text: string): Readonly<Record<string, string>> {
  const file = join(folderWith({ 'first.mjs': text }), 'first.mjs')
  return { NODE_OPTIONS: `--import=${pathToFileURL(file).href}` }
}
