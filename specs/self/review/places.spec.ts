/** Where the lines of a review are: a file of the repository, or a copy. */
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { pathInRepository } from '../../../src/config/repository.ts'
import { listenOnLoopback } from '../../../src/transport/loopback.ts'
import { claimFolder } from '../../../src/report/folder.ts'
import type { ReviewRecord } from '../../../src/report/review-record.ts'
import { removeStale } from '../../../src/report/remove.ts'
import { seamwatch } from '../commands/seamwatch.ts'
import { folderWith } from '../folder.ts'
import { pinned } from './reviewed.ts'

test.describe.configure({ timeout: 600_000 })

const usual = process.umask()
test.afterEach(() => {
  process.umask(usual)
})

const old = 'schemas/archive/1.490.0.json'

async function recordOf(...args: readonly string[]) {
  const file = join(folderWith({}, 'out'), 'review.json')
  const { reportsDir, printed } = await seamwatch({
    args: ['review', ...args, '--json', file],
  })
  expect(printed).toContain('Compared')
  const record: ReviewRecord = JSON.parse(readFileSync(file, 'utf8'))
  return { record, reportsDir, printed }
}

test('two files of the repository keep their lines, and nothing is written', async () => {
  const { record, reportsDir } = await recordOf(
    old,
    'schemas/client-sessions.json',
  )
  expect(record.changes[0]?.old.place).toMatch(`${old}:`)
  expect(existsSync(reportsDir)).toBe(false)
})

test('a URL has lines in the copy below the reports', async () => {
  const text = JSON.stringify(pinned()) // one line
  const { port, stop } = await listenOnLoopback(
    createServer((_, response) => response.end(text)),
  )
  try {
    const url = `http://127.0.0.1:${port}/openapi.json`
    const { record, reportsDir, printed } = await recordOf(old, url)
    const copy = join(reportsDir, 'review', 'new.json')
    expect(record.new.source).toBe(url)
    const { old: before, new: after } = record.changes[1] ?? {}
    expect(before?.place).toMatch(`${old}:`)
    const [, file = '', line] = /^(.*):(\d+)$/.exec(after?.place ?? '') ?? []
    expect(copy.endsWith(file.replace(/^test-results/, ''))).toBe(true)
    const lines = readFileSync(copy, 'utf8').split('\n')
    expect(lines[Number(line) - 1]?.trim()).toBe('"minLength": 1,')
    expect(printed).toContain(`→ ${file}:${line}`)
    // Both are there, so that a person can compare them.
    const two = ['old', 'new'].map((name) =>
      JSON.parse(
        readFileSync(join(reportsDir, 'review', `${name}.json`), 'utf8'),
      ),
    )
    expect(two[0]).toEqual(JSON.parse(readFileSync(old, 'utf8')))
    expect(two[1].paths).toEqual(pinned().paths)
  } finally {
    await stop()
  }
})

test('a whole document of the repository keeps its lines, too', async () => {
  const draft = pinned()
  draft.paths['/devices/list'] = { get: { responses: {} } }
  delete draft.components.schemas.client_session.properties.device_count
  const folder = folderWith({ 'whole.json': JSON.stringify(draft, null, 1) })
  const file = join(folder, 'whole.json')
  const { record, reportsDir } = await recordOf(old, file)
  expect(existsSync(reportsDir)).toBe(false)
  const { at, new: after } =
    record.changes.find((one) => one.at.endsWith('device_count')) ?? {}
  expect(at).toBe('client_session.device_count')
  const [, shown = '', line] = /^(.*):(\d+)$/.exec(after?.place ?? '') ?? []
  const lines = readFileSync(shown, 'utf8').split('\n')
  expect(lines[Number(line) - 1]?.trim()).toBe('"properties": {')
})

test('a file of another folder is copied: the same values, no hidden sign', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'seamwatch-'))
  const draft = pinned()
  draft.paths['/devices/list'] = { get: { responses: {} } }
  draft.components.schemas.client_session.properties['\u001b[31m\u202e'] = {
    type: 'string',
    enum: ['\n::error::x'],
  }
  writeFileSync(join(folder, 'a.json'), JSON.stringify(draft))
  const { reportsDir } = await recordOf(old, join(folder, 'a.json'))
  rmSync(folder, { recursive: true })
  const copy = readFileSync(join(reportsDir, 'review', 'new.json'), 'utf8')
  // oxlint-disable-next-line no-control-regex -- they are what is looked for
  expect(copy).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]|^\s*::/m)
  const { paths, components } = JSON.parse(copy)
  expect(Object.keys(paths)).toContain('/devices/list')
  const { properties } = components.schemas.client_session
  expect(properties['\u001b[31m\u202e']).toEqual({
    type: 'string',
    enum: ['\n::error::x'],
  })
})

test('a folder with files of other programs is not written to', async () => {
  const folder = folderWith({ 'thesis.txt': 'mine' }, 'reports')
  const { port, stop } = await listenOnLoopback(
    createServer((_, response) => response.end(JSON.stringify(pinned()))),
  )
  const url = `http://127.0.0.1:${port}/openapi.json`
  const { exitCode, printed } = await seamwatch({
    args: ['review', url, '--reports', folder],
  })
  await stop()
  expect(exitCode).toBe(2)
  expect(printed).toContain('has files that no run has written')
})

test('a run does not delete what a review wrote', () => {
  const folder = folderWith({ '.seamwatch': '', 'review/new.json': '{}' })
  claimFolder(folder)
  removeStale({ reportsDir: folder })
  expect(readFileSync(join(folder, 'review/new.json'), 'utf8')).toBe('{}')
})

test('a path is named from the root of its repository', () => {
  const folder = folderWith({ '.git/HEAD': '', 'a/b/c.json': '' })
  const inner = join(folder, 'a', 'b')
  expect(pathInRepository('c.json', inner)).toBe('a/b/c.json')
  expect(pathInRepository('../x.json', inner)).toBe('a/x.json')
  expect(pathInRepository('../../../x.json', inner)).toBe(undefined)
  expect(pathInRepository(join(inner, 'c.json'), folder)).toBe('a/b/c.json')
  writeFileSync(join(inner, '.git'), 'gitdir: elsewhere')
  expect(pathInRepository('c.json', inner)).toBe('c.json')
})
