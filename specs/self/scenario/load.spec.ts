import { symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test, expect } from '@playwright/test'
import { renderProblem } from '../../../src/model/problem.ts'
import { loadScenarios } from '../../../src/scenario/load.ts'
import { folderWith } from '../folder.ts'
import type { Files } from '../folder.ts'

function loadFrom(root: string) {
  const { documents, problems } = loadScenarios({ root })
  return {
    ids: documents.map(({ id }) => id),
    text: problems.map(renderProblem).join('\n'),
  }
}

function load(files: Files) {
  return loadFrom(folderWith(files))
}

test('files are read in the order of their paths', () => {
  const found = load({
    'scenarios/b.yaml': 'scenario: b',
    'scenarios/a/z.yaml': 'scenario: z',
    'scenarios/a/y.yaml': 'scenario: y',
    'scenarios/a/notes.md': 'not a scenario',
  })
  expect(found).toEqual({ ids: ['a/y', 'a/z', 'b'], text: '' })
})

test('one file that cannot be parsed does not hide the others', () => {
  const { ids, text } = load({
    'scenarios/a.yaml': 'a: [',
    'scenarios/b.yaml': 'scenario: b',
  })
  expect(ids).toEqual(['b'])
  expect(text).toContain('scenarios/a.yaml:1:5: ')
})

test('a missing folder is a problem', () => {
  expect(load({}).text).toBe(
    '"scenarios" cannot be read: ENOENT: no such file or directory [file-unreadable]',
  )
})

test('an empty folder is a problem', () => {
  expect(load({ 'scenarios/README.md': '' }).text).toBe(
    'There is no scenario below "scenarios" [nothing-matched]\n  → a scenario is a file that ends in .yaml',
  )
})

test('a file of more than 1 MiB is not read', () => {
  expect(load({ 'scenarios/a.yaml': '#'.repeat(1024 * 1024 + 1) }).text).toBe(
    '"scenarios/a.yaml" has 1048577 bytes, more than 1048576 [file-too-large]\n  → split it into several scenarios',
  )
})

test('bytes that are not UTF-8 are an error', () => {
  expect(load({ 'scenarios/a.yaml': Buffer.from([0x61, 0xff]) }).text).toBe(
    '"scenarios/a.yaml" cannot be read: it is not UTF-8 [file-unreadable]',
  )
})

test('a byte order mark is not part of the text', () => {
  expect(load({ 'scenarios/a.yaml': '\uFEFFscenario: t' })).toEqual({
    ids: ['a'],
    text: '',
  })
})

test('a file that ends in .yml is an error', () => {
  expect(load({ 'scenarios/a.yml': '' }).text).toBe(
    '"scenarios/a.yml" would never run: scenarios end in .yaml [file-unreadable]\n  → rename it to "scenarios/a.yaml"',
  )
})

test('a link to a file outside the project is not followed', () => {
  const root = folderWith({ 'scenarios/a.txt': '' })
  const outside = test.info().outputPath('outside.yaml')
  writeFileSync(outside, 'scenario: t')
  symlinkSync(outside, join(root, 'scenarios/a.yaml'))
  symlinkSync(root, join(root, 'scenarios/loop'))
  expect(loadFrom(root).text).toBe(
    [
      '"scenarios/a.yaml" cannot be read: it links out of the project [file-unreadable]',
      '"scenarios/loop" cannot be read: links to folders are not followed [file-unreadable]',
    ].join('\n'),
  )
})
