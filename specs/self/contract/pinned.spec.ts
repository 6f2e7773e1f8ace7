import { readdirSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { lineOf } from '../../../src/contract/lines.ts'
import { loadContract } from '../../../src/contract/load.ts'
import { webComponents } from '../../../src/contract/pins.ts'
import { findMediaType, findResponse } from '../../../src/contract/respond.ts'
import {
  createValidator,
  type BodyName,
} from '../../../src/contract/validate/validator.ts'

const pinned = 'schemas/client-sessions.json'
const archived = readdirSync('schemas/archive').map(
  (name) => `schemas/archive/${name}`,
)
const uuid = '5b1f3e6a-0c53-4b5e-9d3c-1f2b3c4d5e6f'
const envelope = {
  client_session: {
    client_session_id: uuid,
    workspace_id: uuid,
    created_at: '2031-01-01T00:00:00.946309Z',
    expires_at: '2032-01-01T00:00:00.000Z',
    token: 'seam_cst_example',
    user_identifier_key: null,
    device_count: 0,
    connected_account_ids: [uuid],
    connect_webview_ids: [],
    user_identity_ids: [uuid],
  },
  ok: true,
}
function bodyOf(key: string): {
  name: BodyName
  contract: ReturnType<typeof loadContract>
} {
  const contract = loadContract(pinned)
  const operation = contract.operations.get(key)
  const response = operation && findResponse(operation, 200)
  const mediaType = response && findMediaType(response, 'application/json')
  if (!operation || !response || !mediaType) throw new Error(`no ${key}`)
  return { name: [operation, response, mediaType], contract }
}

for (const file of [pinned, webComponents.file, ...archived])
  test(`every response of ${file} compiles`, () => {
    const contract = loadContract(file)
    const validator = createValidator(contract)
    const kinds = new Set<string>()
    for (const operation of contract.operations.values())
      for (const response of operation.responses)
        for (const mediaType of response.mediaTypes)
          kinds.add(validator.bodyJudge(operation, response, mediaType).kind)
    expect([...kinds]).toEqual(['ready'])
  })
test('the pinned contract has the twelve operations of client sessions', () => {
  expect([...loadContract(pinned).operations.keys()].toSorted()).toEqual([
    'DELETE /client_sessions/delete',
    'GET /client_sessions/get',
    'GET /client_sessions/list',
    'PATCH /client_sessions/grant_access',
    'POST /client_sessions/create',
    'POST /client_sessions/delete',
    'POST /client_sessions/get',
    'POST /client_sessions/get_or_create',
    'POST /client_sessions/grant_access',
    'POST /client_sessions/list',
    'POST /client_sessions/revoke',
    'PUT /client_sessions/create',
  ])
})
test('the calls of web components have a pinned contract of their own', () => {
  const sessions = [...loadContract(pinned).operations.keys()]
  expect([...loadContract(webComponents.file).operations.keys()]).toEqual([
    ...sessions,
    'GET /devices/list',
    'POST /devices/list',
  ])
})
test('a session as documented passes without a finding', () => {
  const { contract, name } = bodyOf('POST /client_sessions/create')
  const ready = createValidator(contract).bodyJudge(...name)
  if (ready.kind !== 'ready') throw new Error(ready.message)
  expect(ready.judge(envelope)).toEqual([])
})
test('a session with drift gives each difference once, with line and place', () => {
  const { contract, name } = bodyOf('GET /client_sessions/get')
  const ready = createValidator(contract).bodyJudge(...name)
  if (ready.kind !== 'ready') throw new Error(ready.message)
  const { workspace_id: _, ...session } = envelope.client_session
  const body = {
    client_session: {
      ...session,
      created_at: '2031-02-30T00:00:00Z',
      device_count: '0',
      api_key_id: 'x',
    },
  }
  const found = ready.judge(body)
  expect(found.map(({ kind, at }) => `${kind} ${at}`)).toEqual([
    'required-missing ok',
    'required-missing client_session.workspace_id',
    'format-wrong client_session.created_at',
    'type-wrong client_session.device_count',
    'property-undocumented client_session.api_key_id',
  ])
  const lines = found.map(({ pointer }) => lineOf(contract, pointer))
  const text = contract.text.split('\n')
  expect(lines.map((line) => text[(line ?? 0) - 1]?.trim())).toEqual([
    '"ok": {',
    '"workspace_id": {',
    '"format": "date-time",',
    '"type": "number"',
    '"properties": {',
  ])
})
test('the contract documents grant_access with a body', () => {
  const { contract, name } = bodyOf('POST /client_sessions/grant_access')
  const paths = createValidator(contract).documentedProperties(...name)
  expect(paths).toContain('client_session.token')
  expect(paths).toContain('ok')
})
