/** The CLI as a client: a command for each call, in a process of its own. The
 * package is written by hand; it speaks as the CLI does. */
import { existsSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { expect, test } from '@playwright/test'
import { createSdkClient } from '../../../../src/drivers/sdk/client.ts'
import { documentFor } from '../../../../src/drivers/sdk/cli-document.ts'
import type { Fault } from '../../../../src/sandbox/faults.ts'
import { contract } from '../../kit.ts'
import { vainMs, withRelease } from './calls.ts'
import { writtenCli } from './releases.ts'

const create = 'POST /client_sessions/create'
const list = 'POST /client_sessions/list'

/** @param misbehave as JavaScript; it has `key`, that of the call. */
const cli = (misbehave = '') =>
  writtenCli(`
const [group, name, ...flags] = process.argv.slice(2)
const raw = flags.includes('--raw') ? JSON.parse(flags[flags.indexOf('--raw') + 1]) : {}
const key = raw.user_identifier_key
const { SEAM_CLI_ENDPOINT: endpoint, SEAM_CLI_TOKEN: token } = process.env
${misbehave}
const { paths } = await (await fetch(endpoint + '/openapi.json')).json()
const path = '/' + group.replaceAll('-', '_') + '/' + name.replaceAll('-', '_')
if (!(path in paths)) { console.error('CLI Error: No possible commands'); process.exit(1) }
const response = await fetch(endpoint + path, {
  method: 'POST',
  headers: { authorization: 'Bearer ' + token, 'content-type': 'application/json' },
  body: JSON.stringify(raw),
})
const { ok, error, ...rest } = await response.json()
console.log(JSON.stringify(error ? { error } : rest))
if (error) { console.error('[' + response.status + ']'); process.exit(1) }
`)

test('what a command prints is its value, and {} is none', async () => {
  await withRelease(cli(), async ({ call }) => {
    const made = await call(create, { user_identifier_key: 'jane' })
    expect(made.exchanges.map(({ request }) => request.path)).toEqual([
      '/client_sessions/create',
    ])
    const { value } = Object(made.client.end)
    expect(value).toMatchObject({ user_identifier_key: 'jane' })
    const { client_session_id: id } = value
    const session = { client_session_id: id }
    const deleted = await call('POST /client_sessions/delete', session)
    expect(deleted.client.end).toEqual({
      kind: 'returned',
      value: { $: 'none' },
    })
    expect((await call(list)).client.end).toMatchObject({ value: [] })
  })
})

test('a command that fails throws what it prints', async () => {
  await withRelease(cli(), async ({ call }) => {
    const id = '00000000-0000-4000-8000-000000000000'
    const parameters = { client_session_id: id }
    const { client } = await call('POST /client_sessions/get', parameters)
    expect(client.end).toMatchObject({
      kind: 'threw',
      error: {
        class: 'SeamCliApiError',
        fields: { code: 'client_session_not_found', statusCode: 404 },
      },
    })
  })
})

test('a command without an error of the API throws its first line', async () => {
  const failing = `console.error('CLI Error: Network Error\\nAxiosError: Network Error'); process.exit(1)`
  await withRelease(cli(failing), async ({ call }) => {
    const { client } = await call(list)
    expect(client.end).toMatchObject({
      error: { class: 'AxiosError', message: 'Network Error' },
    })
  })
})

test('a command has a home of its own, which is removed, and never the key', async () => {
  const nosy = `
    const { writeFileSync } = await import('node:fs')
    writeFileSync(process.env.HOME + '/config', 'x')
    console.log(JSON.stringify([process.env, process.argv]))
    process.exit(0)`
  let home = ''
  await withRelease(cli(nosy), async ({ call, apiKey }) => {
    const { client } = await call(list)
    const { value } = Object(client.end)
    expect(Object.keys(value[0]).toSorted()).toEqual([
      'HOME',
      'SEAM_CLI_ENDPOINT',
      'SEAM_CLI_TOKEN',
    ])
    expect(JSON.stringify(value)).not.toContain(apiKey)
    home = value[0].HOME
    expect(home.startsWith(tmpdir())).toBe(true)
    expect(readdirSync(home)).toEqual(['config'])
  })
  expect(existsSync(home)).toBe(false)
})

test('a key that a command prints is noted', async () => {
  await withRelease(cli('console.error(token)'), async ({ call }) => {
    expect((await call(list)).client.shown).toEqual(['output'])
  })
})

test('a connection of a command to another host is refused and noted', async () => {
  const asking = `await fetch('https://metrics.example.org/').catch(() => {})`
  await withRelease(cli(asking), async ({ call }) => {
    const { client } = await call(list)
    expect(client.end).toMatchObject({ kind: 'returned' })
    expect(client.elsewhere).toEqual([
      { host: 'metrics.example.org:443', credentials: [] },
    ])
  })
})

test('a command that hangs is ended in time, and one that floods is read', async () => {
  test.slow()
  const hanging = `
    if (key === 'hang') for (;;);
    if (key === 'flood') { for (let at = 0; at < 50_000; at += 1) console.error('x'.repeat(1023)) }`
  await withRelease(cli(hanging), async ({ call, callInVain }) => {
    const late = await callInVain(create, { user_identifier_key: 'hang' })
    expect(late.client.end).toEqual({ kind: 'unsettled', waitedMs: vainMs })
    const long = await call(create, { user_identifier_key: 'flood' })
    expect(long.client.end).toMatchObject({ kind: 'returned' })
    expect(long.client.output.length).toBeLessThanOrEqual(4096)
  })
})

test('a connection that the network loses is lost for the command, too', async () => {
  const faults: Fault = { reply: () => (outgoing) => void outgoing.destroy() }
  await withRelease(
    cli(),
    async ({ call }) => {
      const { client, exchanges } = await call(list)
      expect(exchanges).toMatchObject([{ result: { kind: 'no-reply' } }])
      expect(client.end).toMatchObject({ kind: 'threw' })
    },
    { faults },
  )
})

test('a CLI that reads no token cannot log in, and that is said', async () => {
  const old = cli(
    `console.log('Not logged in. Please run "seam login"'); process.exit(1)`,
  )
  const client = createSdkClient(old, { contract })
  expect(await client.failure()).toBe(
    '@seamapi/cli 0.0.1 does not load: it reads no SEAM_CLI_TOKEN, so it cannot log in',
  )
  await client.close()
})

test('each part of the served document has a sentence', () => {
  const document = JSON.parse(documentFor(contract))
  const { client_session: schema } = document.components.schemas
  expect(schema.description).toBe('client_session')
  expect(schema.properties.user_identity_ids).toMatchObject({
    description: 'user_identity_ids',
    'x-deprecated': 'deprecated',
    items: { description: 'user_identity_ids' },
  })
  const { post } = document.paths['/client_sessions/create']
  expect(post.description).toBe('/client_sessions/create')
})
