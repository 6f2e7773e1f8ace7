import { mkdirSync, readFileSync, readlinkSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { writeNamed } from '../../../src/secrets/write-file.ts'
import { folderWith } from '../folder.ts'

test('a link stays a link, and its file is written', () => {
  const folder = folderWith({ 'real/kept.json': 'before' })
  const link = join(folder, 'link.json')
  symlinkSync(join('real', 'kept.json'), link)
  writeNamed(link, 'after')
  expect(readlinkSync(link)).toBe(join('real', 'kept.json'))
  expect(readFileSync(join(folder, 'real/kept.json'), 'utf8')).toBe('after')
})

test('a device stays a device', () => {
  writeNamed('/dev/null', 'text')
  expect(readFileSync('/dev/null', 'utf8')).toBe('')
})

test('a new file gets the folders above it', () => {
  const file = join(folderWith({}), 'deep', 'new.json')
  writeNamed(file, 'text')
  expect(readFileSync(file, 'utf8')).toBe('text')
})

test('a folder is an error', () => {
  const folder = join(folderWith({}), 'folder')
  mkdirSync(folder)
  expect(() => writeNamed(folder, 'text')).toThrow('EISDIR')
})
