import { expect, test } from '@playwright/test'
import { readOnly } from '../../../../src/transport/policy/read-only.ts'
import { requestOf, scripted } from '../scripted.ts'

const paths = ['create', 'get_or_create', 'grant_access', 'delete', 'revoke']

test('read-only sends no write, even if it is given as a read', async () => {
  const operations = paths.flatMap((path) =>
    ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].map(
      (method) => `${method} /client_sessions/${path}`,
    ),
  )
  const { transport, sent } = scripted([])
  const reads = new Set([...operations, 'POST /client_sessions/list'])
  const send = readOnly(reads)((request) => transport.send(request))
  for (const operation of operations) {
    const { result } = await send(requestOf(operation))
    expect(result).toMatchObject({ reason: 'limit' })
  }
  await send(requestOf('POST /client_sessions/list'))
  expect(sent.map(({ path }) => path)).toEqual(['/client_sessions/list'])
})
