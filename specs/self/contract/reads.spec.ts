import { expect, test } from '@playwright/test'
import { indexOperations } from '../../../src/contract/operations.ts'
import { readsOf } from '../../../src/contract/reads.ts'
import type { JsonObject } from '../../../src/model/contract.ts'
import { contract } from '../kit.ts'

const mark = 'x-fern-sdk-method-name'

/** What is a read among the methods of a path. */
function readsAt(methods: JsonObject, path = '/x'): readonly string[] {
  const document = { openapi: '3.0.3', paths: { [path]: methods } }
  const operations = indexOperations(document)
  return [...readsOf({ ...contract, document, operations })]
}

test('the only reads of the pinned contract are get and list', () => {
  expect([...readsOf(contract)].toSorted()).toEqual([
    'GET /client_sessions/get',
    'GET /client_sessions/list',
    'POST /client_sessions/get',
    'POST /client_sessions/list',
  ])
})

test('a POST is a read where a GET of its path has the same name', () => {
  const reads = readsAt({ get: { [mark]: 'list' }, post: { [mark]: 'list' } })
  expect(reads).toEqual(['GET /x', 'POST /x'])
})

test('a POST beside a GET is not a read where their names differ or are missing', () => {
  expect(
    readsAt({ get: { [mark]: 'list' }, post: { [mark]: 'create' } }),
  ).toEqual(['GET /x'])
  expect(readsAt({ get: {}, post: {} })).toEqual(['GET /x'])
})

test('no other method is a read, whatever its name', () => {
  const named = { [mark]: 'list' }
  expect(
    readsAt({ get: named, put: named, patch: named, delete: named }),
  ).toEqual(['GET /x'])
})

for (const path of [
  '/client_sessions/create',
  '/client_sessions/get_or_create',
  '/client_sessions/grant_access',
  '/client_sessions/delete',
  '/client_sessions/revoke',
  '/client_sessions/create/',
  '/client_sessions/Delete',
  '/client_sessions/getOrCreate',
  '/client_sessions/%64elete',
  '/client_sessions/%2564elete',
  '/client_sessions/get/../create',
  '/client_sessions/list;/revoke',
]) {
  test(`${path} is never a read, whatever the contract says`, () => {
    const named = { [mark]: 'get' }
    expect(readsAt({ get: named, post: named }, path)).toEqual([])
  })
}

test('an operation that the contract calls a write is never a read', () => {
  for (const name of ['create', 'getOrCreate', 'grant_access', 'Delete']) {
    expect(readsAt({ get: { [mark]: name }, post: { [mark]: name } })).toEqual(
      [],
    )
  }
})
