/** `seamwatch review --probe`: which requests are sent, and what they show. */
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { readsOf } from '../../../src/contract/reads.ts'
import { probesOf } from '../../../src/review/follows/probes.ts'
import { review } from '../../../src/review/review.ts'
import type { Call } from '../../../src/sandbox/calls.ts'
import type { Fault } from '../../../src/sandbox/faults.ts'
import { startSandbox } from '../../../src/sandbox/server.ts'
import { seamwatch } from '../commands/seamwatch.ts'
import { folderWith } from '../folder.ts'
import { contract as pin } from '../kit.ts'
import { notingCalls } from '../noting.ts'
import { contractFrom, pinned, type Draft } from './reviewed.ts'

const reads = readsOf(pin)

/** `POST /client_sessions/get own {"client_session_id":"a"}` */
function probed(old: Draft, fresh: Draft) {
  const contracts = { old: contractFrom(old), new: contractFrom(fresh) }
  const { changes } = review(contracts)
  const { probes, unprobed } = probesOf(changes, { contracts, reads })
  const lines = probes.map(
    ({ request: { method, path, query, body }, credential }) =>
      `${method} ${path} ${credential} ${body ?? JSON.stringify(query)}`,
  )
  return { lines, unprobed }
}

function bodyOf(draft: Draft, name: string): Draft {
  return draft.paths[`/client_sessions/${name}`].post.requestBody.content[
    'application/json'
  ].schema
}

function limit(draft: Draft, schema: Draft): void {
  const { get } = draft.paths['/client_sessions/list']
  get.parameters.push({ name: 'limit', in: 'query', schema })
}

test('the example of a changed request is sent, where the operation only reads', () => {
  const old = pinned()
  delete bodyOf(old, 'get').properties.client_session_id.format
  delete bodyOf(old, 'create').properties.customer_key.minLength
  expect(probed(old, pinned())).toEqual({
    lines: ['POST /client_sessions/get own {"client_session_id":"a"}'],
    unprobed: 1,
  })
})

test('the example of a parameter goes into the query', () => {
  const [old, fresh] = [pinned(), pinned()]
  limit(old, { type: 'integer' })
  limit(fresh, { type: 'integer', maximum: 100 })
  expect(probed(old, fresh)).toEqual({
    lines: ['GET /client_sessions/list own [["limit","101"]]'],
    unprobed: 0,
  })
})

test('a new required parameter is asked about by a request without it', () => {
  const fresh = pinned()
  bodyOf(fresh, 'list').properties.reason = { type: 'string' }
  bodyOf(fresh, 'list').required = ['reason']
  bodyOf(fresh, 'delete').properties.reason = { type: 'string' }
  bodyOf(fresh, 'delete').required.push('reason')
  const { lines } = probed(pinned(), fresh)
  expect(lines).toEqual([
    expect.stringMatching(/^POST \/client_sessions\/list own \{(?!.*reason)/),
  ])
})

test('a credential is asked about with that credential, an opened operation without any', () => {
  const fresh = pinned()
  const { post } = fresh.paths['/client_sessions/get']
  post.security = post.security.filter((one: Draft) => !('api_key' in one))
  fresh.paths['/client_sessions/list'].get.security = []
  expect(probed(pinned(), fresh).lines.toSorted()).toEqual([
    'GET /client_sessions/list none []',
    'POST /client_sessions/get api_key {}',
  ])
})

test('an operation that is no read of the pinned contract is never probed', () => {
  const fresh = pinned()
  for (const path of ['delete', 'create', 'revoke', 'grant_access'])
    delete fresh.paths[`/client_sessions/${path}`]
  // A contract that calls a write a read.
  fresh.paths['/client_sessions/purge'] = {
    get: { responses: {}, 'x-fern-sdk-method-name': 'list' },
    post: { responses: {}, 'x-fern-sdk-method-name': 'list' },
  }
  const { lines, unprobed } = probed(pinned(), fresh)
  expect(lines).toEqual([])
  expect(unprobed).toBeGreaterThan(6)
})

test('changes of responses and of metadata send nothing', () => {
  const fresh = pinned()
  delete fresh.components.schemas.client_session.properties.device_count
  fresh.paths['/client_sessions/get'].get.deprecated = true
  expect(probed(pinned(), fresh)).toEqual({ lines: [], unprobed: 0 })
})

test.describe('sent to a sandbox', () => {
  test.describe.configure({ timeout: 600_000 })
  const sources = [
    'schemas/archive/1.321.0.json',
    'schemas/client-sessions.json',
  ]

  async function probe(
    faults: Fault,
    {
      args = [],
      env = {},
    }: {
      readonly args?: readonly string[]
      readonly env?: Readonly<Record<string, string>>
    } = {},
  ) {
    const calls: Call[] = []
    const sandbox = await startSandbox({ faults: notingCalls(calls, faults) })
    const left = await seamwatch({
      args: ['review', ...sources, '--probe', ...args],
      sandbox,
      env,
    })
    await sandbox.stop()
    const { seed } = sandbox
    expect(left.printed).not.toContain(seed.apiKey)
    const sent = calls.map(({ method, path }) => `${method} ${path}`)
    return { ...left, sent, target: sandbox.url.replace('http://', '') }
  }

  test('only reads are sent, and the answer counts', async () => {
    const { exitCode, printed, sent, target } = await probe({})
    expect(exitCode, printed).toBe(1)
    expect(sent.toSorted()).toEqual([
      'GET /client_sessions/get',
      'GET /client_sessions/list',
      'POST /client_sessions/get',
    ])
    expect(printed).toContain(
      `  live API   follows new: 1 request rejected that only the old contract allows (3 probes of ${target})`,
    )
    expect(printed).toContain(
      `\nProbes: 3 requests sent to ${target} (http://${target}); `,
    )
  })

  test('an API that accepts the example follows the old contract', async () => {
    const { printed, target } = await probe({
      reply: (reply, { method, path }) =>
        path === '/client_sessions/get' && method === 'POST'
          ? { ...reply, status: 200, body: { ok: true } }
          : reply,
    })
    expect(printed).toContain(
      `  live API   follows old: 1 request accepted that only the old contract allows (3 probes of ${target})`,
    )
  })

  test('the request budget holds, and what was not sent is printed', async () => {
    const { printed, sent } = await probe({}, { args: ['--max-requests', '1'] })
    expect(sent.length).toBe(1)
    expect(printed).toMatch(/Probes: 1 request sent to .*; 2 not sent: /)
  })

  test('a credential that is missing is named', async () => {
    const { exitCode, printed, sent } = await probe(
      {},
      { env: { SEAM_API_KEY: '' } },
    )
    expect(exitCode, printed).toBe(1)
    expect(sent).toEqual([])
    expect(printed).toContain('Probes: 0 requests sent to 127.0.0.1')
    expect(printed).toContain(
      '3 not sent: the credential api_key is not configured',
    )
  })

  test('an API that is down shows nothing', async () => {
    const { exitCode, printed } = await seamwatch({
      args: ['review', ...sources, '--probe', '--target', 'http://127.0.0.1:9'],
      env: { SEAM_API_KEY: 'seam_test9_anunknownkey' },
    })
    expect(exitCode).toBe(1)
    expect(printed).toContain('  live API   not known: no exchange shows it')
    expect(printed).toContain('3 without a response (refused)')
  })

  test('without --probe nothing is sent, and a target is refused', async () => {
    const calls: Call[] = []
    const sandbox = await startSandbox({ faults: notingCalls(calls, {}) })
    const quiet = await seamwatch({ args: ['review', ...sources], sandbox })
    expect(quiet.printed).not.toContain('  API  ')
    const { exitCode, printed } = await seamwatch({
      args: ['review', ...sources, '--target', sandbox.url],
    })
    expect(exitCode).toBe(2)
    expect(printed).toContain(
      'add --probe to send requests that change nothing',
    )
    await sandbox.stop()
    expect(calls).toEqual([])
  })

  test('probes and a run count together', async () => {
    const run = {
      schemaVersion: 1,
      runId: 'r1',
      target: 'production',
      endpoint: 'https://connect.getseam.com',
      startedAt: '2030-01-02T03:04:05.000Z',
      contract: 'test',
      seamwatch: '0.1.0',
      exchanges: 1,
      kept: 1,
    }
    const exchange = {
      runId: 'r1',
      caseId: 'a',
      step: 'a',
      operation: 'POST /client_sessions/get',
      credential: 'api_key',
      request: {
        method: 'POST',
        path: '/client_sessions/get',
        body: '{"client_session_id":"x"}',
      },
      reply: { status: 200, headers: [], body: '{}' },
    }
    const folder = folderWith({
      'exchanges.ndjson': [run, exchange]
        .map((one) => JSON.stringify(one))
        .join('\n'),
    })
    const { printed, target } = await probe(
      {},
      {
        args: ['--evidence', join(folder, 'exchanges.ndjson')],
      },
    )
    expect(printed).toContain(
      `  live API   follows both: 1 request accepted that only the old contract allows, 1 request rejected that only the old contract allows (run r1 against production, 3 probes of ${target})`,
    )
  })
})
