import { expect } from '@playwright/test'
import { createValidator } from '../../../src/contract/validate/validator.ts'
import { findMediaType, findResponse } from '../../../src/contract/respond.ts'
import { loadContract } from '../../../src/contract/load.ts'
import { webComponents } from '../../../src/contract/pins.ts'
import { call, createSession, test } from './fixtures.ts'

const operations = ['GET /devices/list', 'POST /devices/list'] as const

for (const operation of operations) {
  test(`${operation}: a session without accounts sees no device`, async ({
    sandbox,
  }) => {
    const { token } = await createSession(sandbox)
    const { status, body } = await call(sandbox, { operation, as: token })
    expect(status).toBe(200)
    expect(body).toEqual({
      devices: [],
      pagination: {
        has_next_page: false,
        next_page_cursor: null,
        next_page_url: null,
      },
      ok: true,
    })
  })

  test(`${operation}: a session sees the devices that it counts`, async ({
    sandbox,
  }) => {
    const { token, device_count } = await createSession(sandbox, {
      connected_account_ids: [sandbox.seed.connectedAccountId],
    })
    const { body } = await call(sandbox, { operation, as: token })
    expect(device_count).toBe(2)
    expect(new Set(idsOf(body)).size).toBe(2)
    const again = await call(sandbox, { operation, as: token })
    expect(idsOf(again.body)).toEqual(idsOf(body))
  })

  test(`${operation}: an API key sees its whole workspace, and no other`, async ({
    sandbox,
  }) => {
    const { apiKey, foreignApiKey } = sandbox.seed
    const own = await call(sandbox, { operation, as: apiKey })
    const foreign = await call(sandbox, { operation, as: foreignApiKey })
    expect([idsOf(own.body).length, idsOf(foreign.body).length]).toEqual([3, 3])
    expect(idsOf(own.body)).not.toContain(idsOf(foreign.body)[0])
  })

  test(`${operation} rejects a publishable key`, async ({ sandbox }) => {
    const headers = { 'seam-publishable-key': sandbox.seed.publishableKey }
    const { status, body } = await call(sandbox, { operation, headers })
    expect([status, body.error.type]).toEqual([401, 'token_auth_not_accepted'])
  })
}

test('devices match the contract', async ({ sandbox }) => {
  const contract = loadContract(webComponents.file)
  const operation = contract.operations.get('POST /devices/list')
  const response = operation && findResponse(operation, 200)
  const media = response && findMediaType(response, 'application/json')
  if (!operation || !response || !media) throw new Error('not in the contract')
  const judge = createValidator(contract).bodyJudge(operation, response, media)
  if (judge.kind !== 'ready') throw new Error(judge.message)
  const as = sandbox.seed.apiKey
  const { body } = await call(sandbox, { operation: 'POST /devices/list', as })
  expect(judge.judge(body)).toEqual([])
})

function idsOf(body: object): readonly string[] {
  const { devices } = body as { devices: readonly { device_id: string }[] } // what the test expects
  return devices.map(({ device_id }) => device_id)
}
