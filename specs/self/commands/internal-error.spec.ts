/** Exit code 1 means that the API is wrong: a bug of this suite must never end
 * so. */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from '@playwright/test'
import { packageWith } from '../code/package-with.ts'
import { folderWith } from '../folder.ts'
import { made, scenarioOf } from '../run/steps.ts'
import { seamwatch } from './seamwatch.ts'

test.describe.configure({ timeout: 600_000 })

const scenarios = {
  'a.yaml': `drivers: [api, browser]\n${scenarioOf('one', made)}`,
}

const line =
  'seamwatch: internal error: boom (a fault of seamwatch, not of the API; SEAMWATCH_DEBUG=1 prints the stack)\n'

/** The command with another `cli.ts`. */
function commandWith(cli: string): readonly string[] {
  const folder = packageWith({ 'src/cli.ts': cli })
  return [join(folder, 'src/seamwatch.js')]
}

/** A module that Node loads before the command and before Playwright. */
function preloading(text: string): Readonly<Record<string, string>> {
  const file = join(folderWith({ 'first.mjs': text }), 'first.mjs')
  return { NODE_OPTIONS: `--import=${pathToFileURL(file).href}` }
}

for (const { what, cli } of [
  { what: 'thrown while a module loads', cli: `throw new Error('boom')` },
  { what: 'of several lines', cli: `throw new Error('boom\\nand more')` },
  {
    what: 'thrown in a callback',
    cli: `setTimeout(() => { throw new Error('boom') }, 1)`,
  },
  {
    what: 'of a promise that is not awaited',
    cli: `void Promise.reject(new Error('boom')); setInterval(() => {}, 9)`,
  },
]) {
  test(`an error ${what} ends with exit code 2 and one line`, async () => {
    const { exitCode, printed } = await seamwatch({ program: commandWith(cli) })
    expect(printed).toBe(line)
    expect(exitCode).toBe(2)
  })
}

for (const [code, advice] of [
  ['ENOSPC', 'free some space on the disk'],
  ['EROFS', 'name a folder that you may write to: --reports DIR'],
  ['EMFILE', 'allow more open files: ulimit -n'],
] as const) {
  test(`${code} is the fault of the machine: exit code 2, and what to do`, async () => {
    const cli = `throw Object.assign(new Error('${code}: write'), { code: '${code}' })`
    const { exitCode, printed } = await seamwatch({ program: commandWith(cli) })
    expect(printed).toBe(
      `seamwatch: ${code}: write (the fault of this machine, not of the API; SEAMWATCH_DEBUG=1 prints the stack)\n  → ${advice}, then run again\n`,
    )
    expect(exitCode).toBe(2)
  })
}

test('SEAMWATCH_DEBUG=1 prints the stack', async () => {
  const { exitCode, printed } = await seamwatch({
    program: commandWith(`throw new Error('boom')`),
    env: { SEAMWATCH_DEBUG: '1' },
  })
  expect(printed).toContain('internal error: boom')
  expect(printed).toContain('cli.ts:1')
  expect(exitCode).toBe(2)
})

test('an internal error shows no secret', async () => {
  const { printed } = await seamwatch({
    program: commandWith(`throw new Error('boom ' + process.env.SEAM_API_KEY)`),
    env: { SEAM_API_KEY: 'a-key-of-no-shape' },
  })
  expect(printed).toContain('internal error: boom $SEAM_API_KEY (')
})

test('a package that is missing ends with exit code 2', async () => {
  const { exitCode, printed } = await seamwatch({
    program: commandWith(`import 'no-such-package'`),
  })
  expect(printed).toContain("Cannot find package 'no-such-package'")
  expect(printed.trim().split('\n')).toHaveLength(1)
  expect(exitCode).toBe(2)
})

test('a target that cannot be started ends the run with exit code 2', async () => {
  const { exitCode, printed } = await seamwatch({
    args: ['run'],
    scenarios,
    env: preloading(`import children from 'node:child_process'
import { syncBuiltinESMExports } from 'node:module'
children.fork = () => { throw new Error('boom') }
syncBuiltinESMExports()`),
  })
  expect(exitCode, printed).toBe(2)
  expect(printed).toContain('boom')
  expect(printed).not.toContain('verdict: passed')
})

for (const { where, first } of [
  {
    where: "Playwright's config",
    first: `if (process.argv[2] === 'test') {
  process.env.SEAMWATCH_WORKERS = 'x'
}`,
  },
  {
    where: "Playwright's global setup",
    first: `import children from 'node:child_process'
import { syncBuiltinESMExports } from 'node:module'
if (process.argv[2] === 'test' && !process.env.TEST_WORKER_INDEX) {
  children.fork = () => { throw new Error('boom') }
  syncBuiltinESMExports()
}`,
  },
]) {
  test(`an error in ${where} ends the run with exit code 2`, async () => {
    const { exitCode, printed } = await seamwatch({
      args: ['run', '--driver', 'browser'],
      scenarios,
      env: preloading(first),
    })
    expect(exitCode, printed).toBe(2)
    expect(printed).not.toContain('verdict: passed')
  })
}
