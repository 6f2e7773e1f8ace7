import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import {
  clearCounts,
  clearHandover,
  countsFolder,
  handoverIn,
  openMemory,
  readHandover,
  readSuite,
  takeSwept,
  writeSuite,
  writeSwept,
} from '../../../src/config/handover.ts'
import { nothingSwept } from '../../../src/model/swept.ts'
import { openCounters } from '../../../src/transport/policy/limits.ts'

let reportsDir = ''
test.beforeEach(({}, info) => {
  reportsDir = info.outputPath('reports')
})

test('a child process reads the run and its target from one variable', () => {
  const handover = {
    runId: '0a1b2c3d',
    suiteFile: '/a/suite.json',
    target: {
      name: 'sandbox',
      endpoint: 'http://127.0.0.1:1',
      keyring: { api_key: 'seam_test1_key' },
      resources: {},
    },
  }
  const env = handoverIn(handover)
  expect(Object.keys(env)).toHaveLength(1)
  expect(readHandover(env)).toEqual(handover)
  expect(readHandover({})).toBeUndefined()
})

test('the checked scenarios are read as they were written', () => {
  const problems = [{ code: 'key-unknown', fact: 'Unknown key "a"' }] as const
  const file = writeSuite(reportsDir, { scenarios: [], problems })
  expect(readSuite(file)).toEqual({ scenarios: [], problems })
})

test('a worker knows what an earlier worker has learned', () => {
  const before = openMemory(reportsDir, 'refused')
  expect(before.recall()).toEqual([])
  before.remember('api_key')
  before.remember('publishable_key')
  expect(openMemory(reportsDir, 'refused').recall()).toEqual([
    'api_key',
    'publishable_key',
  ])
  expect(openMemory(reportsDir, 'known').recall()).toEqual([])
})

test('the sweeps of a run are read once, and their file is deleted', () => {
  const item = { when: 'before', what: 'session a', status: 'removed' } as const
  const note = 'a note'
  const before = { items: [item], notes: [note], isComplete: true }
  const after = { items: [], notes: [note], isComplete: false }
  writeSwept(reportsDir, [before, after])
  expect(takeSwept(reportsDir)).toEqual({
    items: [item],
    notes: [note],
    isComplete: false,
  })
  expect(takeSwept(reportsDir)).toEqual(nothingSwept)
  expect(readdirSync(reportsDir)).toEqual([])
})

test('counters are reset, and the stored suite stays', () => {
  const file = writeSuite(reportsDir, { scenarios: [], problems: [] })
  openCounters(countsFolder(reportsDir)).sent.add()
  openMemory(reportsDir, 'known').remember('a fact')
  clearCounts(reportsDir)
  expect(openCounters(countsFolder(reportsDir)).sent.read()).toBe(0)
  expect(openMemory(reportsDir, 'known').recall()).toEqual([])
  expect(readFileSync(file, 'utf8')).toContain('scenarios')
  clearHandover(reportsDir)
  expect(existsSync(file)).toBe(false)
})
