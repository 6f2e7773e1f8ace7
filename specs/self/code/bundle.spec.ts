/** The bundle is what the sources are, or it is not used. */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from '@playwright/test'
import { seamwatch } from '../commands/seamwatch.ts'
import { folderWith } from '../folder.ts'
import { packageWith } from './package-with.ts'

const cacheOf = (folder: string) =>
  join(folder, 'node_modules/.cache/seamwatch')

const bundlesOf = (folder: string) =>
  existsSync(cacheOf(folder)) ? readdirSync(cacheOf(folder)).toSorted() : []

function run(folder: string, program = ['src/seamwatch.js']) {
  const [main = '', ...args] = program
  return seamwatch({ program: [join(folder, main), ...args] })
}

/** Prints the file that it runs in. */
const place = `console.log((new Error().stack ?? '').split('\\n')[1])`

test('a command runs from a bundle of its sources', async () => {
  const folder = packageWith({ 'src/cli.ts': place })
  const { exitCode, printed } = await run(folder)
  expect(printed).toMatch(/\/bundle-\w{32}\/cli\.mjs:/)
  expect(exitCode).toBe(0)
  expect(bundlesOf(folder)).toEqual([expect.stringMatching(/^bundle-\w{32}$/)])
  expect((await run(folder)).printed).toBe(printed)
})

for (const { what, file, before, after } of [
  {
    what: 'a module',
    file: 'src/model/word.ts',
    before: `export default 'old'`,
    after: `export default 'new'`,
  },
  {
    what: 'a schema',
    file: 'schemas/word.json',
    before: `{ "default": "old" }`,
    after: `{ "default": "new" }`,
  },
]) {
  test(`${what} that changes, in size and time the same, is run as it is`, async () => {
    const from = file.endsWith('.ts')
      ? './model/word.ts'
      : '../schemas/word.json'
    const folder = packageWith({
      [file]: before,
      'src/cli.ts': `import * as word from '${from}'
console.log((word.default as any).default ?? word.default)`,
    })
    expect((await run(folder)).printed).toBe('old\n')
    const { atime, mtime } = statSync(join(folder, file))
    writeFileSync(join(folder, file), after)
    utimesSync(join(folder, file), atime, mtime)
    expect((await run(folder)).printed).toBe('new\n')
    writeFileSync(join(folder, file), before)
    expect((await run(folder)).printed).toBe('old\n')
  })
}

test('a syntax error in a source is an internal error, as is every mistake of ours', async () => {
  const folder = packageWith({ 'src/cli.ts': place })
  await run(folder)
  writeFileSync(join(folder, 'src/cli.ts'), 'const = 1')
  const { exitCode, printed } = await run(folder)
  expect(printed).toMatch(/^seamwatch: internal error: [^\n]+\n$/)
  expect(exitCode).toBe(2)
  const bundles = bundlesOf(folder).filter((name) => name.startsWith('bundle-'))
  expect(bundles).toHaveLength(1) // the first one
})

test('commands that start at once make one bundle, and all run', async () => {
  const folder = packageWith({ 'src/cli.ts': `console.log('ran')` })
  const all = await Promise.all([1, 2, 3, 4].map(() => run(folder)))
  expect(all.map(({ printed }) => printed)).toEqual(all.map(() => 'ran\n'))
  expect(bundlesOf(folder)).toEqual([expect.stringMatching(/^bundle-/)])
})

test('what a killed command left half-made is not used, and deleted after a day', async () => {
  const folder = packageWith({ 'src/cli.ts': `console.log('ran')` })
  const hoursAgo = (name: string, hours: number) => {
    const path = join(cacheOf(folder), name)
    mkdirSync(path, { recursive: true })
    writeFileSync(join(path, 'cli.mjs'), `console.log('half')`)
    const date = new Date(Date.now() - hours * 3_600_000)
    utimesSync(path, date, date)
  }
  hoursAgo('making-now', 1)
  hoursAgo('making-then', 25)
  hoursAgo('bundle-now', 1)
  hoursAgo('bundle-then', 25)
  expect((await run(folder)).printed).toBe('ran\n')
  expect(bundlesOf(folder)).toEqual([
    expect.stringMatching(/^bundle-\w{32}$/),
    'bundle-now',
    'making-now',
  ])
})

test('a bundle that is used stays, however old it is', async () => {
  const folder = packageWith({ 'src/cli.ts': `console.log('first')` })
  await run(folder)
  const [first = ''] = bundlesOf(folder)
  const path = join(cacheOf(folder), first)
  utimesSync(path, new Date(0), new Date(0))
  await run(folder)
  writeFileSync(
    join(folder, 'src/cli.ts'),
    `console.log('second'); export const hasRun = true`,
  )
  expect((await run(folder)).printed).toBe('second\n')
  expect(bundlesOf(folder)).toContain(first)
})

for (const { where, prepare } of [
  {
    where: 'the cache cannot be written',
    prepare: (folder: string) => {
      mkdirSync(join(folder, 'node_modules'))
      writeFileSync(join(folder, 'node_modules/.cache'), 'a file')
    },
  },
  {
    where: 'other users may write to the cache',
    prepare: (folder: string) => {
      mkdirSync(cacheOf(folder), { recursive: true })
      chmodSync(cacheOf(folder), 0o777)
    },
  },
  {
    where: 'esbuild is broken',
    prepare: (folder: string) => {
      const esbuild = join(folder, 'node_modules/esbuild')
      mkdirSync(esbuild, { recursive: true })
      writeFileSync(join(esbuild, 'index.js'), `throw new Error('no binary')`)
    },
  },
]) {
  test(`where ${where}, the sources run`, async () => {
    const folder = packageWith({ 'src/cli.ts': place })
    prepare(folder)
    const { exitCode, printed } = await run(folder)
    expect(printed).toContain('/src/cli.ts:1')
    expect(exitCode).toBe(0)
    const made = existsSync(join(folder, 'node_modules/.cache/seamwatch'))
      ? bundlesOf(folder).filter((name) => name.startsWith('bundle-'))
      : []
    expect(made).toEqual([])
  })
}

for (const program of [
  ['src/mutation/thread.js'],
  ['src/code/child.js', 'src/auth/embedded-process.ts'],
]) {
  test(`${program[0]} runs from the bundle, too`, async () => {
    const [main = '', module] = program
    const started = module ?? 'src/mutation/thread.ts'
    const folder = packageWith({
      [started]: `${place}; console.log(...process.argv.slice(2))`,
    })
    const entry = module && pathToFileURL(join(folder, module)).href
    const given = entry === undefined ? [main, 'a'] : [main, entry, 'a']
    const { printed } = await run(folder, given)
    expect(printed).toMatch(/\/bundle-\w+\/\w+\/[\w-]+\.mjs:.*\na\n$/)
  })
}

test('a module finds what lies beside its source', async () => {
  const folder = packageWith({
    'src/cli.ts': `import './model/$&.ts'
console.log(import.meta.url, import.meta.resolve('../schemas/a.json'))`,
    'src/model/$&.ts': 'console.log(import.meta.url)',
  })
  const { printed } = await run(folder)
  const [cli, schema, odd] = [
    'src/cli.ts',
    'schemas/a.json',
    'src/model/$&.ts',
  ].map((name) => pathToFileURL(join(folder, name)).href)
  expect(printed).toBe(`${odd}\n${cli} ${schema}\n`)
})

test('a command loads no module twice: all from the bundle', async () => {
  const folder = folderWith({
    'first.mjs': `import { register } from 'node:module'
register('./note.mjs', import.meta.url)`,
    'note.mjs': `import { appendFileSync } from 'node:fs'
export async function load(url, context, next) {
  appendFileSync(new URL('loaded.txt', import.meta.url), url + '\\n')
  return next(url, context)
}`,
  })
  const first = pathToFileURL(join(folder, 'first.mjs')).href
  const { exitCode, printed } = await seamwatch({
    args: ['check'],
    env: { NODE_OPTIONS: `--import=${first}` },
  })
  expect(exitCode, printed).toBe(0)
  const loaded = readFileSync(join(folder, 'loaded.txt'), 'utf8').split('\n')
  expect(loaded.some((url) => url.includes('/bundle-'))).toBe(true)
  expect(loaded.filter((url) => /\/src\/.*\.ts$/.test(url))).toEqual([])
})
