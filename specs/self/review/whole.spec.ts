/** Documents that hold more than what is watched. */
import { expect, test } from '@playwright/test'
import { clientSessions } from '../../../src/contract/pins.ts'
import { openContracts } from '../../../src/contract/pull/open.ts'
import { createComparison } from '../../../src/review/schemas/compare.ts'
import { createUnchanged } from '../../../src/review/schemas/unchanged.ts'
import { join } from 'node:path'
import { seamwatch } from '../commands/seamwatch.ts'
import { folderWith } from '../folder.ts'
import { linesBetween, pinned, type Draft } from './reviewed.ts'
import { synthetic } from './synthetic.ts'

const { file } = clientSessions

/** The pinned contract with one more operation, whose response is a lock. */
function whole(): Draft {
  const document = pinned()
  document.components.schemas.lock = {
    type: 'object',
    required: ['lock_id', 'kind'],
    properties: {
      lock_id: { type: 'string', format: 'uuid' },
      kind: { type: 'string', enum: ['deadbolt'] },
    },
  }
  const schema = { $ref: '#/components/schemas/lock' }
  for (const path of ['/locks/get', '/locks/find'])
    document.paths[path] = {
      get: {
        responses: {
          200: { description: '', content: { 'application/json': { schema } } },
        },
      },
    }
  return document
}

function written(document: Draft): string {
  const text = JSON.stringify(document, null, 2)
  return join(folderWith({ 'whole.json': text }), 'whole.json')
}

async function operationsOf(
  sources: readonly [string, string],
  paths?: readonly string[],
) {
  const opened = await openContracts(sources, { pin: clientSessions, paths })
  const { old, new: fresh } = opened
  const { size } = fresh.contract.operations
  return [old.contract.operations.size, size, old.leftOut, fresh.leftOut]
}

test('two whole files are compared whole', async () => {
  expect(await operationsOf([written(whole()), written(whole())])).toEqual([
    14, 14, 0, 0,
  ])
})

test('a file that holds less has lost operations', async () => {
  expect(await operationsOf([written(whole()), file])).toEqual([14, 12, 0, 0])
  const { exitCode, printed } = await seamwatch({
    args: ['review', written(whole()), file],
  })
  expect(printed).toContain('/locks/get · An operation was removed')
  expect(exitCode).toBe(1)
})

test('of a whole file the pinned paths are compared beside the pinned contract', async () => {
  const { exitCode, printed } = await seamwatch({
    args: ['review', written(whole())],
  })
  expect(printed).toContain('2 others are not: --paths / compares all')
  expect(exitCode).toBe(0)
})

test('--paths chooses, and / is everything', async () => {
  const both = [written(whole()), written(whole())] as const
  expect(await operationsOf(both, ['/locks'])).toEqual([2, 2, 12, 12])
  expect(await operationsOf(both, ['/locks/', '/client_sessions'])).toEqual([
    14, 14, 0, 0,
  ])
  expect(await operationsOf([file, both[0]], ['/'])).toEqual([12, 14, 0, 0])
  await expect(operationsOf(both, ['/lock'])).rejects.toThrow(
    'it has nothing under "/lock", but /client_sessions, /locks',
  )
})

test('a property without its rules is one change, and no refusal is left', () => {
  const fresh = whole()
  delete fresh.components.schemas.lock.properties.lock_id
  expect(linesBetween(whole(), fresh)).toEqual([
    'breaking reader reply-widened type · lock.lock_id ×2',
  ])
})

const at = (pointer: string) => ({ old: [pointer], new: [pointer] })

test('schemas are unchanged if all that they refer to is', () => {
  const old = synthetic()
  const names = Object.keys(old.components.schemas)
  expect(names.length).toBeGreaterThan(3)
  const same = createUnchanged({ old, new: structuredClone(old) })
  for (const name of names)
    expect(same(at(`/components/schemas/${name}`)), name).toBe(true)
  for (const name of names) {
    const fresh = structuredClone(old)
    fresh.components.schemas[name].minProperties = 7
    const isUnchanged = createUnchanged({ old, new: fresh })
    for (const other of names) {
      const reaches = JSON.stringify(reachedFrom(old, other)).includes(
        `"${name}"`,
      )
      expect(isUnchanged(at(`/components/schemas/${other}`)), other).toBe(
        !reaches,
      )
    }
  }
})

function reachedFrom(document: Draft, start: string): readonly string[] {
  const seen = new Set([start])
  for (const name of seen) {
    const text = JSON.stringify(document.components.schemas[name])
    for (const [, next] of text.matchAll(/#\/components\/schemas\/(\w+)/g))
      if (next !== undefined) seen.add(next)
  }
  return [...seen]
}

test('what leads nowhere, or elsewhere, is not called unchanged', () => {
  const document = synthetic()
  document.components.schemas.odd = { $ref: 'other.json#/x' }
  document.components.schemas.lost = { $ref: '#/components/schemas/gone' }
  const documents = { old: document, new: structuredClone(document) }
  const isUnchanged = createUnchanged(documents)
  for (const name of ['odd', 'lost', 'gone']) {
    expect(isUnchanged(at(`/components/schemas/${name}`)), name).toBe(false)
  }
  const comparison = createComparison(documents)
  const spots = at('/components/schemas/lost')
  const pairing = comparison.pair({ side: 'reply', ...spots })
  expect(comparison.contentOf(pairing).problem).toContain(
    'no schema is written',
  )
})
