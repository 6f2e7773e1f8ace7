/** The hosts of the other languages: each runs a package that is written by
 * hand, as its SDK would be. */
import { expect, test } from '@playwright/test'
import { authenticate } from '../../../../src/auth/credential.ts'
import { targetOf } from '../../../../src/auth/embedded.ts'
import { openSdkDriver } from '../../../../src/drivers/sdk/driver.ts'
import { installRelease } from '../../../../src/drivers/sdk/install.ts'
import { startSandbox } from '../../../../src/sandbox/server.ts'
import { createNodeHttpTransport } from '../../../../src/transport/node-http.ts'
import { defaultLimits } from '../../../../src/transport/transport.ts'
import { contract } from '../../kit.ts'
import { vainMs, withRelease } from './calls.ts'
import type { Calling } from './calls.ts'
import { givenLanguages, givenRelease } from './given.ts'
import type { GivenLanguage } from './given.ts'

const create = 'POST /client_sessions/create'
const list = 'POST /client_sessions/list'

async function withGiven(
  language: GivenLanguage,
  use: (calling: Calling) => Promise<void>,
): Promise<void> {
  const spec = givenRelease(language)
  const cache = test.info().outputPath('cache')
  await withRelease(await installRelease(spec, cache), use)
}

for (const language of givenLanguages) {
  test(`${language}: a session is created, read and deleted`, async () => {
    await withGiven(language, async ({ call }) => {
      const parameters = { user_identifier_key: 'jane' }
      const made = await call(create, parameters)
      expect(made.exchanges.map(({ request }) => request.method)).toEqual([
        'PUT',
      ])
      const { value } = Object(made.client.end)
      expect(value).toMatchObject({ $: 'object', v: parameters })
      expect(value.v.customer_key).toEqual({ $: 'none' })
      const { client_session_id: id } = value.v
      const session = { client_session_id: id }
      const read = await call('POST /client_sessions/get', session)
      expect(read.client.end).toMatchObject({ value: { v: session } })
      const deleted = await call('POST /client_sessions/delete', session)
      const nothing = { kind: 'returned', value: { $: 'none' } }
      expect(deleted.client.end).toMatchObject(nothing)
      expect((await call(list)).client.end).toMatchObject({ value: [] })
    })
  })

  test(`${language}: an error has its classes and its own fields`, async () => {
    await withGiven(language, async ({ call }) => {
      const id = '00000000-0000-4000-8000-000000000000'
      const { client } = await call('POST /client_sessions/get', {
        client_session_id: id,
      })
      const { class: own, message, fields } = Object(client.end).error
      expect(own).toMatch(/^Seam.*HttpApiError$/)
      expect(message).not.toBe('')
      expect(fields).toMatchObject({
        code: 'client_session_not_found',
        statusCode: 404,
        requestId: expect.stringMatching(/./),
      })
    })
  })

  test(`${language}: a call with a token of a session is sent by plain HTTP`, async () => {
    const cache = test.info().outputPath('cache')
    const release = await installRelease(givenRelease(language), cache)
    const sandbox = await startSandbox()
    const target = targetOf(sandbox)
    const source = await openSdkDriver({
      target,
      contract,
      limits: defaultLimits,
      retries: [],
      transport: createNodeHttpTransport(target.endpoint),
      sdk: release.folder,
    })
    const driver = await source.open((transport) => transport)
    const operation = contract.operations.get('POST /client_sessions/get')
    const token = 'seam_cst1_unknown'
    const { keyring } = target
    const authentication = authenticate(contract, 'client_session', {
      keyring,
      token,
    })
    if (!operation || !authentication) throw new Error('the contract has it')
    const call = { operation, parameters: {}, authentication }
    const made = await driver.call(call)
    expect(made.client).toBeUndefined()
    expect(made.exchanges).toMatchObject([{ result: { status: 401 } }])
    await source.close()
    await sandbox.stop()
  })

  test(`${language}: a method that is missing is named`, async () => {
    await withGiven(language, async ({ call }) => {
      const { client } = await call('POST /client_sessions/revoke')
      expect(client.end).toMatchObject({
        kind: 'missing',
        method: 'client_sessions.revoke',
      })
    })
  })

  test(`${language}: the process never gets the key`, async () => {
    await withGiven(language, async ({ call, apiKey }) => {
      const { client } = await call(list, { user_identifier_key: 'nosy' })
      const seen = JSON.stringify(client.end)
      expect(seen).toContain('seam_standin1_')
      expect(seen).not.toContain(apiKey)
      expect(seen).not.toMatch(/"(?:HOME|USER|SEAM\w*|NODE\w*)":/)
    })
  })

  test(`${language}: the environment of its parent is not read, and no process starts`, async () => {
    await withGiven(language, async ({ call }) => {
      const read = await call(list, { user_identifier_key: 'nosy_file' })
      expect(read.client.end).toMatchObject({ kind: 'returned', value: [''] })
      const started = await call(list, { user_identifier_key: 'process' })
      expect(started.client.end).toMatchObject({ kind: 'threw' })
      const refused = [read, started].map(({ client }) => client.refused)
      expect(refused).toEqual([
        [
          {
            kind: 'file',
            what: expect.stringMatching(/^\/proc\/\d+\/environ$/),
          },
        ],
        [
          {
            kind: 'process',
            what: expect.stringMatching(/^(?:sleep|shell_exec)$/),
          },
        ],
      ])
    })
  })

  test(`${language}: a key in an error is noted, by place`, async () => {
    await withGiven(language, async ({ call }) => {
      const { client } = await call(list, { user_identifier_key: 'show' })
      expect(client.shown.toSorted()).toEqual(['inspect', 'message', 'stack'])
    })
  })

  test(`${language}: a connection to another host is refused and noted`, async () => {
    await withGiven(language, async ({ call }) => {
      const { client } = await call(list, { user_identifier_key: 'elsewhere' })
      expect(client).toMatchObject({
        end: { kind: 'returned' },
        elsewhere: [{ host: 'metrics.example.org:443', credentials: [] }],
      })
    })
  })

  test(`${language}: a call that hangs is ended in time, and the next one works`, async () => {
    await withGiven(language, async ({ call, callInVain }) => {
      const { client } = await callInVain(list, { user_identifier_key: 'hang' })
      expect(client.end).toEqual({ kind: 'unsettled', waitedMs: vainMs })
      const next = await call(create)
      expect(next.client.end).toMatchObject({ kind: 'returned' })
    })
  })

  test(`${language}: a call that ends its process is reported`, async () => {
    await withGiven(language, async ({ call }) => {
      const { client } = await call(list, { user_identifier_key: 'exit' })
      const how = 'exit code 7'
      expect(client.end).toEqual({ kind: 'process-ended', how })
    })
  })

  test(`${language}: a flood takes bounded memory`, async () => {
    test.slow()
    await withGiven(language, async ({ call }) => {
      const before = process.memoryUsage().rss
      const printed = await call(list, { user_identifier_key: 'flood' })
      expect(printed.client.end).toMatchObject({ kind: 'returned' })
      expect(printed.client.output.length).toBeLessThanOrEqual(4096)
      const written = await call(list, { user_identifier_key: 'flood_results' })
      expect(written.client.end).toMatchObject({ kind: 'process-ended' })
      const grown = process.memoryUsage().rss - before
      expect(grown).toBeLessThan(400 * 1024 * 1024)
    })
  })
}
