import {
  linkSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { openLedger } from '../../../src/cleanup/ledger.ts'
import { checkFolder, claimFolder } from '../../../src/report/folder.ts'
import { writeHistory } from '../../../src/report/history.ts'
import { removeResults, removeStale } from '../../../src/report/remove.ts'
import { folderWith } from '../folder.ts'
import type { Files } from '../folder.ts'

const usual = process.umask()
test.afterEach(() => {
  process.umask(usual)
})

const foreign: readonly { readonly what: string; readonly files: Files }[] = [
  { what: 'a thesis', files: { 'test-results/mine/thesis.txt': 'my thesis' } },
  {
    what: 'the report of another tool',
    files: { 'junit.xml': '<testsuite/>' },
  },
  { what: "another tool's verdict", files: { 'verdict.json': '{"ok":true}' } },
  { what: 'a verdict that is not JSON', files: { 'verdict.json': 'passed' } },
  { what: 'a history of another form', files: { 'history/a.json': '{}' } },
  { what: 'a backup', files: { 'history/backup.env': 'KEY=1' } },
  { what: 'accounts', files: { 'ledger/accounts.jsonl': '{"kind":"made"}\n' } },
  { what: 'a hidden file', files: { '.profile': 'export A=1' } },
]
for (const { what, files } of foreign) {
  test(`a folder with ${what} is refused, and nothing in it changes`, () => {
    const folder = folderWith(files)
    expect(() => claimFolder(folder)).toThrow(
      'has files that no run has written',
    )
    for (const [name, text] of Object.entries(files))
      expect(readFileSync(join(folder, name), 'utf8')).toBe(text)
    expect(() => statSync(join(folder, '.seamwatch'))).toThrow('ENOENT')
  })
}

test('an empty or missing folder, and one that a run has used, are accepted', () => {
  const folder = folderWith({})
  claimFolder(folder)
  writeFileSync(join(folder, 'notes of a person.txt'), 'mine')
  claimFolder(folder)
  removeStale({ reportsDir: folder })
  expect(readFileSync(join(folder, 'notes of a person.txt'), 'utf8')).toBe(
    'mine',
  )
  claimFolder(join(folder, 'deeper', 'still'))
})

test('a folder of an earlier version is known by its verdict, ledger or history', () => {
  const verdict = { schemaVersion: 1, runId: '0a1b2c3d', status: 'passed' }
  checkFolder(folderWith({ 'verdict.json': JSON.stringify(verdict) }, 'a'))
  const withLedger = folderWith({}, 'b')
  const header = { runId: '0a1b2c3d', endpoint: 'http://a', credential: 'c' }
  const ledger = openLedger(join(withLedger, 'ledger'), header)
  ledger.write({ kind: 'closed', id: '1', why: 'gone' })
  ledger.close()
  checkFolder(withLedger)
  const withHistory = folderWith({}, 'c')
  writeHistory(join(withHistory, 'history', 'a.json'), [])
  checkFolder(withHistory)
  const kept = folderWith({}, 'd')
  for (const name of ['history', 'ledger']) mkdirSync(join(kept, name))
  checkFolder(kept)
})

for (const name of [
  'junit.xml',
  'history',
  'ledger',
  'allure-results',
  '.lock',
  'ledger/1-x-1.jsonl',
  'history/production.json',
  'test-results',
  'test-results/seamwatch',
  'allure-results/environment.properties',
]) {
  test(`a link at ${name} is refused, and what it leads to does not change`, () => {
    const folder = folderWith({
      'reports/.seamwatch': '',
      'else/a.txt': 'mine',
    })
    const place = join(folder, 'reports', name)
    mkdirSync(join(place, '..'), { recursive: true })
    symlinkSync(join(folder, 'else', 'a.txt'), place)
    expect(() => claimFolder(join(folder, 'reports'))).toThrow('is a link')
    expect(readFileSync(join(folder, 'else', 'a.txt'), 'utf8')).toBe('mine')
  })
}

test('a link that leads nowhere is refused, too', () => {
  const folder = folderWith({})
  symlinkSync(join(folder, 'nowhere'), join(folder, '.seamwatch'))
  expect(() => claimFolder(folder)).toThrow('is a link')
})

test('a second name of a file of the user keeps its text', () => {
  const folder = folderWith({ 'reports/.seamwatch': '', 'a.txt': 'mine' })
  linkSync(join(folder, 'a.txt'), join(folder, 'reports', 'junit.xml'))
  removeStale({ reportsDir: join(folder, 'reports') })
  writeFileSync(join(folder, 'reports', 'junit.xml'), 'ours')
  expect(readFileSync(join(folder, 'a.txt'), 'utf8')).toBe('mine')
})

test('only the owner may read what a run writes', () => {
  test.skip(process.platform === 'win32', 'it has no such modes')
  const folder = join(folderWith({}), 'reports')
  claimFolder(folder)
  const header = { runId: '0a1b2c3d', endpoint: 'http://a', credential: 'c' }
  const ledger = openLedger(join(folder, 'ledger'), header)
  ledger.write({ kind: 'closed', id: '1', why: 'gone' })
  ledger.close()
  const modeOf = (name: string) => statSync(join(folder, name)).mode & 0o777
  expect(modeOf('.')).toBe(0o700)
  expect(modeOf('ledger')).toBe(0o700)
  expect(modeOf('.seamwatch')).toBe(0o600)
})

test('the results of another tool in the folder of a run are refused, and stay', () => {
  const name = 'allure-results/00000000-0000-4000-8000-000000000000-result.json'
  const text = JSON.stringify({
    labels: [{ name: 'package', value: 'shop.cart' }],
  })
  const folder = folderWith({ '.seamwatch': '', [name]: text })
  expect(() => claimFolder(folder)).toThrow('is a result of other tests')
  expect(readFileSync(join(folder, name), 'utf8')).toBe(text)
})

test('in the folders of a run only files with names of its own are deleted', () => {
  const files = {
    'allure-results/keys.txt': 'mine',
    'history/backup.env': 'mine',
    'ledger/accounts.txt': 'mine',
    'test-results/mine/thesis.txt': 'mine',
    'notes.txt': 'mine',
  }
  const folder = folderWith({ '.seamwatch': '', ...files })
  claimFolder(folder)
  removeStale({ reportsDir: folder })
  removeResults({ reportsDir: folder })
  for (const name of Object.keys(files))
    expect(readFileSync(join(folder, name), 'utf8')).toBe('mine')
})

test('a half-written result of a killed run is deleted', () => {
  const name = 'allure-results/00000000-0000-4000-8000-000000000000-result.json'
  const folder = folderWith({ '.seamwatch': '', [name]: '{"labels":[{"na' })
  claimFolder(folder)
  removeStale({ reportsDir: folder })
  expect(readdirSync(folder)).toEqual(['.seamwatch'])
})
