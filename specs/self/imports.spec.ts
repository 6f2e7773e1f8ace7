import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { expect, test } from '@playwright/test'

/** A folder of `src/` may import itself and the folders in the lines above
 * it. */
const levels = [
  'model',
  'code contract secrets transport sandbox',
  'scenario',
  'auth',
  'checks cleanup drivers',
  'config run acceptance',
  'cases',
  'review verdict mutation gate',
  'monitor',
  'report',
  'runner',
  'commands',
  'cli.ts',
  'seamwatch.js',
]
/** Exceptions: folder → lower folders that it must not import. */
const bans = new Map([
  ['checks', /^transport/],
  ['verdict', /^node:(?!util)/],
  ['review', /^node:(?!util)/],
  ['report', /^(?:run|drivers)\//],
])

const levelOf = (file: string) =>
  levels.findIndex((line) => line.split(' ').includes(folderOf(file)))
const folderOf = (file: string) => file.split('/')[0] ?? file

const source = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.[jt]s$/.test(file))
  .map((file) => file.replaceAll('\\', '/'))

/** Files below `src/`, and names of packages. Includes types and dynamic
 * imports. */
function importsOf(file: string): readonly string[] {
  const text = readFileSync(join('src', file), 'utf8')
  return [...text.matchAll(/(?:from|import\()\s*'([^']+)'/g)].map(
    ([, path = '']) =>
      path.startsWith('.')
        ? normalize(join(dirname(file), path)).replaceAll('\\', '/')
        : path,
  )
}

test('each folder of src/ has a level', () => {
  expect(source.filter((file) => levelOf(file) === -1)).toEqual([])
})

test('modules import only from lower levels, and nothing that is banned', () => {
  const strays = source.flatMap((file) =>
    importsOf(file)
      .filter((to) => folderOf(to) !== folderOf(file))
      .filter(
        (to) =>
          levelOf(to) >= levelOf(file) || bans.get(folderOf(file))?.test(to),
      )
      .map((to) => `src/${file} imports ${to}`),
  )
  expect(strays).toEqual([])
})

test('the root of src/ has two files', () => {
  expect(source.filter((file) => !file.includes('/')).toSorted()).toEqual([
    'cli.ts',
    'seamwatch.js',
  ])
})

test('no modules import each other in a cycle', () => {
  const seen = new Map<string, 'open' | 'done'>()
  const circles: string[] = []
  const visit = (file: string, way: readonly string[]): void => {
    if (seen.get(file) === 'done') return
    if (seen.get(file) === 'open') {
      circles.push([...way.slice(way.indexOf(file)), file].join(' → '))
      return
    }
    seen.set(file, 'open')
    for (const imported of importsOf(file)) {
      if (source.includes(imported)) visit(imported, [...way, file])
    }
    seen.set(file, 'done')
  }
  for (const file of source) visit(file, [])
  expect(circles).toEqual([])
})

test('no module has more than 200 lines, except tables', () => {
  const modules = source.filter((file) => !isTable(file))
  const long = modules.filter(
    (file) => readFileSync(join('src', file), 'utf8').split('\n').length > 201,
  )
  expect(long).toEqual([])
})

function isTable(file: string): boolean {
  const tables = ['model/catalog.ts', 'config/options.ts']
  return tables.includes(file) || file.startsWith('sandbox/mutants/')
}
