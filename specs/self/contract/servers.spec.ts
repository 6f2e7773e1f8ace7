/** The target stands for the servers of the contract; another path is named. */
import { expect, test } from '@playwright/test'
import { pathNote } from '../../../src/contract/servers.ts'
import type { JsonValue } from '../../../src/model/contract.ts'
import { contractOf } from './contract-of.ts'

function noteOf(servers: JsonValue, endpoint: string): readonly string[] {
  const contract = contractOf({})
  const document = { servers, ...contract.document }
  const text = JSON.stringify(document, null, 2)
  return pathNote({ ...contract, document, text }, endpoint)
}

for (const [servers, endpoint] of [
  [[{ url: 'https://a.example' }], 'http://127.0.0.1:4010'],
  [[{ url: 'https://a.example/v1/' }], 'https://b.example/v1'],
  [[{ url: '/v1' }, { url: '/v2' }], 'https://b.example/v2'],
  [
    [{ url: '/{v}', variables: { v: { default: 'v1', enum: ['v1', 'v2'] } } }],
    'https://b.example/v2',
  ],
  [[], 'https://b.example/v1'],
  [[{ url: '/' }], 'https://b.example'],
] as const)
  test(`${endpoint} has a path of ${JSON.stringify(servers)}`, () => {
    expect(noteOf(servers, endpoint)).toEqual([])
  })
test('another path than that of the servers is named', () => {
  expect(
    noteOf([{ url: 'https://a.example/v1' }], 'https://b.example'),
  ).toEqual([
    'test.json:2:1: the contract\'s server has the path "/v1", the target no path: requests go to https://b.example/…',
  ])
  expect(noteOf([{ url: '/' }], 'https://b.example/api')).toEqual([
    'test.json:2:1: the contract\'s server has no path, the target the path "/api": requests go to https://b.example/api/…',
  ])
})
