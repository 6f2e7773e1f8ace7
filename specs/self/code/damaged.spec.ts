/** A bundle is run only as it was made: a damaged one is replaced. */
import {
  appendFileSync,
  chmodSync,
  chownSync,
  copyFileSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { seamwatch } from '../commands/seamwatch.ts'
import { packageWith } from './package-with.ts'

const run = (folder: string) =>
  seamwatch({ program: [join(folder, 'src/seamwatch.js')] })

const cacheOf = (folder: string) =>
  join(folder, 'node_modules/.cache/seamwatch')

/** Prints the file that it runs in, and what a chunk holds. */
const cli = `console.log((new Error().stack ?? '').split('\\n')[1])
console.log((await import('./model/word.ts')).word)`

/** A package that has run once, and the folder of its bundle. */
async function packageThatRan() {
  const folder = packageWith({
    'src/cli.ts': cli,
    'src/model/word.ts': `export const word = 'whole'`,
  })
  const { exitCode, printed } = await run(folder)
  expect(exitCode, printed).toBe(0)
  expect(printed).toMatch(/\/bundle-\w+\/cli\.mjs:[^]*whole\n$/)
  const cache = cacheOf(folder)
  const bundles = readdirSync(cache)
  expect(bundles).toEqual([expect.stringMatching(/^bundle-/)])
  return { folder, printed, bundle: join(cache, bundles[0] ?? '') }
}

function chunkOf(bundle: string): string {
  const chunks = readdirSync(join(bundle, 'chunks'))
  const name = chunks.find((chunk) => chunk.startsWith('word-'))
  return join(bundle, 'chunks', name ?? 'none')
}

/** Every file by its name, with its mode and content. */
function stateOf(bundle: string) {
  expect(lstatSync(bundle).isDirectory()).toBe(true)
  expect(lstatSync(bundle).mode & 0o022).toBe(0)
  return readdirSync(bundle, { recursive: true, encoding: 'utf8' })
    .toSorted()
    .map((name) => {
      const stats = lstatSync(join(bundle, name))
      const content = stats.isFile() ? readFileSync(join(bundle, name)) : ''
      return `${name} ${stats.mode.toString(8)} ${content.toString('hex')}`
    })
}

type Damage = {
  readonly what: string
  readonly damage: (bundle: string) => void
}

const damages: readonly Damage[] = [
  {
    what: 'an emptied start',
    damage: (bundle) => truncateSync(join(bundle, 'cli.mjs')),
  },
  {
    what: 'a start with a line added',
    damage: (bundle) =>
      appendFileSync(join(bundle, 'cli.mjs'), `\nconsole.log('added')`),
  },
  {
    what: 'a start that is cut',
    damage: (bundle) => truncateSync(join(bundle, 'cli.mjs'), 40),
  },
  {
    what: 'a missing start',
    damage: (bundle) => rmSync(join(bundle, 'cli.mjs')),
  },
  {
    what: 'an emptied chunk',
    damage: (bundle) => truncateSync(chunkOf(bundle)),
  },
  {
    what: 'a chunk that has changed, in size the same',
    damage: (bundle) => {
      const text = readFileSync(chunkOf(bundle), 'utf8')
      writeFileSync(chunkOf(bundle), text.replace('whole', 'other'))
    },
  },
  {
    what: 'a missing chunk',
    damage: (bundle) => rmSync(chunkOf(bundle)),
  },
  {
    what: 'an additional file',
    damage: (bundle) => writeFileSync(join(bundle, 'chunks/more.mjs'), ''),
  },
  {
    what: 'an additional folder',
    damage: (bundle) => mkdirSync(join(bundle, 'more')),
  },
  {
    what: 'no manifest',
    damage: (bundle) => rmSync(join(bundle, 'manifest')),
  },
  {
    what: 'an emptied manifest',
    damage: (bundle) => truncateSync(join(bundle, 'manifest')),
  },
  {
    what: 'no files',
    damage: (bundle) => {
      rmSync(bundle, { recursive: true })
      mkdirSync(bundle)
    },
  },
  {
    what: 'a file where its folder was',
    damage: (bundle) => {
      rmSync(bundle, { recursive: true })
      writeFileSync(bundle, '')
    },
  },
  {
    what: 'a link where its folder was',
    damage: (bundle) => {
      const copy = join(bundle, '../../elsewhere')
      renameSync(bundle, copy)
      symlinkSync(copy, bundle)
    },
  },
  {
    what: 'a link where a file was',
    damage: (bundle) => {
      const copy = join(bundle, '../../elsewhere.mjs')
      copyFileSync(join(bundle, 'cli.mjs'), copy)
      rmSync(join(bundle, 'cli.mjs'))
      symlinkSync(copy, join(bundle, 'cli.mjs'))
    },
  },
  {
    what: 'a link where a folder was',
    damage: (bundle) => {
      const copy = join(bundle, '../../elsewhere')
      cpSync(join(bundle, 'chunks'), copy, { recursive: true })
      rmSync(join(bundle, 'chunks'), { recursive: true })
      symlinkSync(copy, join(bundle, 'chunks'))
    },
  },
  ...['.', 'chunks', 'cli.mjs', 'manifest'].map((name) => ({
    what: `others allowed to write to ${name}`,
    damage: (bundle: string) => chmodSync(join(bundle, name), 0o777),
  })),
]

for (const { what, damage } of damages) {
  test(`a bundle with ${what} is made anew`, async () => {
    const { folder, printed, bundle } = await packageThatRan()
    const whole = stateOf(bundle)
    damage(bundle)
    for (const start of ['the next start', 'a second start']) {
      const left = await run(folder)
      expect(left.printed, start).toBe(printed)
      expect(left.exitCode, start).toBe(0)
      expect(stateOf(bundle)).toEqual(whole)
      expect(readdirSync(cacheOf(folder))).toHaveLength(1)
    }
  })
}

test('a bundle of another user is made anew', async () => {
  test.skip(process.getuid?.() !== 0, 'only root can give a file away')
  const { folder, printed, bundle } = await packageThatRan()
  chownSync(join(bundle, 'cli.mjs'), 1, 1)
  expect((await run(folder)).printed).toBe(printed)
  expect(lstatSync(join(bundle, 'cli.mjs')).uid).toBe(0)
})

test('a whole bundle is not made again', async () => {
  const { folder, bundle } = await packageThatRan()
  const { ino } = lstatSync(bundle)
  await run(folder)
  expect(lstatSync(bundle).ino).toBe(ino)
})

test('a umask that allows others to write changes nothing', async () => {
  const umask = process.umask(0)
  try {
    const { folder, bundle } = await packageThatRan()
    const { ino } = lstatSync(bundle)
    await run(folder)
    expect(lstatSync(bundle).ino).toBe(ino)
  } finally {
    process.umask(umask)
  }
})

test('where a damaged bundle cannot be made anew, the sources run', async () => {
  const { folder, bundle } = await packageThatRan()
  truncateSync(join(bundle, 'cli.mjs'))
  const esbuild = join(folder, 'node_modules/esbuild')
  mkdirSync(esbuild, { recursive: true })
  writeFileSync(join(esbuild, 'index.js'), `throw new Error('no binary')`)
  const { exitCode, printed } = await run(folder)
  expect(printed).toMatch(/\/src\/cli\.ts:1[^]*whole\n$/)
  expect(exitCode).toBe(0)
})

test('commands that find a damaged bundle at once all run', async () => {
  const { folder, bundle } = await packageThatRan()
  truncateSync(join(bundle, 'cli.mjs'))
  const all = await Promise.all([1, 2, 3, 4].map(() => run(folder)))
  expect(all.map(({ printed }) => printed.split('\n')[1])).toEqual(
    all.map(() => 'whole'),
  )
  expect(existsSync(join(bundle, 'cli.mjs'))).toBe(true)
})

for (const { where, prepare } of [
  { where: 'from its bundle', prepare: () => {} },
  {
    where: 'by tsx',
    prepare: (folder: string) =>
      writeFileSync(join(folder, 'node_modules'), 'a file'),
  },
]) {
  test(`an emptied source ends with exit code 2, ${where}`, async () => {
    const folder = packageWith({})
    truncateSync(join(folder, 'src/cli.ts'))
    prepare(folder)
    const { exitCode, printed } = await run(folder)
    expect(printed).toBe(
      `seamwatch: the command was not run: ${join(folder, 'src/cli.ts')} is damaged\n  → install seamwatch again\n`,
    )
    expect(exitCode).toBe(2)
  })
}
