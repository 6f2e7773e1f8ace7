/** What a pull prints and notes: `seamwatch contract pull`. */
import {
  cpSync,
  existsSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from '@playwright/test'
import { format } from 'prettier'
import { withEntry } from '../../../src/report/changelog.ts'
import { seamwatch } from '../commands/seamwatch.ts'
import { folderWith } from '../folder.ts'
import { fullRecord, recordOfDrafts } from './records.ts'
import { pinned, type Draft } from './reviewed.ts'

test.describe.configure({ timeout: 600_000 })

/** The project in another folder, whose contracts a test may replace. */
function projectWith(contract: string): string {
  const folder = folderWith({}, 'project')
  for (const name of ['src', 'schemas', 'package.json', 'tsconfig.json'])
    cpSync(name, join(folder, name), { recursive: true })
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'))
  writeFileSync(join(folder, 'schemas/client-sessions.json'), contract)
  return folder
}

function pull(folder: string, ...args: readonly string[]) {
  return seamwatch({
    program: [join(folder, 'src/seamwatch.js')],
    args: ['contract', 'pull', ...args],
    cwd: folder,
  })
}

/** What both pinned contracts are cut from. */
const whole = resolve('schemas/web-components.json')
const older = readFileSync('schemas/archive/1.490.0.json', 'utf8')

test('a pull prints the review of what it replaces, and adds it to the changelog', async () => {
  const folder = projectWith(older)
  const before = readFileSync(join(folder, 'schemas/CHANGELOG.md'), 'utf8')
  const { exitCode, printed } = await pull(folder, '--from', whole)
  expect(exitCode, printed).toBe(0)
  expect(printed).toContain('Breaking (2)\nclient_session.customer_id')
  expect(printed).toContain('Compatible (1)\nclient_session.customer_key')
  expect(printed).toContain('breaking: 1 change breaks callers')
  // The other contract shares these operations: nothing is printed twice.
  expect(printed.match(/customer_id · A property/g)).toHaveLength(1)
  const changelog = readFileSync(join(folder, 'schemas/CHANGELOG.md'), 'utf8')
  const at = changelog.indexOf('\n## ')
  expect(changelog.slice(at)).toContain(`
## \`${whole}\`, after \`@seamapi/types@1.490.0\`

In \`schemas/client-sessions.json\`: breaking. 1 change breaks callers, 1 change breaks readers, 1 is compatible.

- **breaking** \`client_session.customer_id\`: A property of a response was removed: \`string, format uuid (optional)\` → \`absent\`. Breaks readers. 9 operations: \`GET /client_sessions/get\`, \`GET /client_sessions/list\`, \`PATCH /client_sessions/grant_access\` and 6 more.
`)
  expect(changelog.endsWith(before.slice(before.indexOf('\n## ')))).toBe(true)
})

test('a pull that changes nothing leaves the changelog as it is', async () => {
  const pinnedText = readFileSync('schemas/client-sessions.json', 'utf8')
  const folder = projectWith(pinnedText)
  const file = join(folder, 'schemas/CHANGELOG.md')
  const before = readFileSync(file, 'utf8')
  const { exitCode, printed } = await pull(folder, '--from', whole)
  expect(exitCode).toBe(0)
  expect(printed).toContain('unchanged: nothing changed')
  expect(readFileSync(file, 'utf8')).toBe(before)
})

test('a damaged contract is replaced without a review', async () => {
  const folder = projectWith('{')
  const { exitCode, printed } = await pull(folder, '--from', whole)
  expect(exitCode).toBe(0)
  expect(printed).toContain('note: it is not reviewed:')
  expect(printed).not.toContain('Breaking')
  const text = readFileSync(
    join(folder, 'schemas/client-sessions.json'),
    'utf8',
  )
  expect(JSON.parse(text).openapi).toBe('3.0.0')
})

test('with --out the review is printed and nothing else is written', async () => {
  const folder = projectWith(older)
  writeFileSync(join(folder, 'out.json'), older)
  const file = join(folder, 'schemas/CHANGELOG.md')
  const before = readFileSync(file, 'utf8')
  const { printed } = await pull(folder, '--from', whole, '--out', 'out.json')
  expect(printed).toContain('Breaking (2)')
  expect(readFileSync(file, 'utf8')).toBe(before)
  const second = await pull(folder, '--from', whole, '--out', 'new.json')
  expect(second.printed.trim()).toBe(`new.json: extracted from ${whole}`)
  expect(existsSync(join(folder, 'new.json'))).toBe(true)
})

test('an entry names the scenarios that fail', () => {
  expect(withEntry(undefined, [fullRecord()])).toContain(
    'Scenarios: `lifecycle/every-method`.',
  )
})

function draftFrom(source: string): Draft {
  const made = pinned()
  made.info['x-source'] = source
  const { properties } = made.components.schemas.client_session
  properties[`${source} |*_\`<!--@x`] = {}
  return made
}

test('the newest entry comes first, and the file stays formatted', async () => {
  const first = withEntry(undefined, [
    recordOfDrafts(pinned(), draftFrom('one')),
  ])
  const both =
    withEntry(first, [recordOfDrafts(draftFrom('two'), pinned())]) ?? ''
  expect(both.indexOf('two')).toBeLessThan(both.indexOf('one'))
  expect(both.match(/^# /gm)).toHaveLength(1)
  expect(await format(both, { parser: 'markdown' })).toBe(both)
  expect(withEntry(both, [recordOfDrafts(pinned(), pinned())])).toBe(undefined)
})

test('each archived contract has an entry, the newest first', () => {
  const changelog = readFileSync('schemas/CHANGELOG.md', 'utf8')
  const versions = ['1.71.0', '1.166.0', '1.194.0', '1.267.0', '1.321.0']
  const later = ['1.424.0', '1.490.0', '1.977.0']
  const all = [...versions, ...later].map((it) => `\`@seamapi/types@${it}\``)
  const headings = all
    .slice(1)
    .map((version, index) => `## ${version}, after ${all[index]}`)
    .toReversed()
  const places = headings.map((heading) => changelog.indexOf(heading))
  expect(places.every((place) => place > 0)).toBe(true)
  expect(places).toEqual(places.toSorted((a, b) => a - b))
})
