/** The server around the API: headers, paths, limits, start and stop. */
import { expect } from '@playwright/test'
import { writeFile } from 'node:fs/promises'
import { request } from 'node:https'
import { connect } from 'node:net'
import { startSandbox } from '../../../src/sandbox/server.ts'
import { selfSigned } from '../certificate.ts'
import { call, createSession, test } from './fixtures.ts'

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/

test('every response is JSON, has its own request id and allows pages to read it', async ({
  sandbox,
}) => {
  const seen = new Set<string>()
  for (const [operation, status] of [
    ['GET /health', 200],
    ['POST /client_sessions/create', 401],
    ['GET /nowhere', 404],
    ['GET /client_sessions/create', 405],
    ['PUT /client_sessions/get_or_create', 405],
  ] as const) {
    const reply = await call(sandbox, { operation })
    expect(reply.status).toBe(status)
    expect(reply.body.ok).toBe(status === 200)
    expect(reply.headers.get('content-type')).toContain('application/json')
    expect(reply.headers.get('access-control-allow-origin')).toBe('*')
    expect(reply.headers.get('access-control-expose-headers')).toBe(
      'seam-request-id',
    )
    expect(reply.headers.get('seam-request-id')).toMatch(uuid)
    seen.add(reply.headers.get('seam-request-id') ?? '')
  }
  expect(seen.size).toBe(5)
})

test('a wrong method gets 405 and the supported methods', async ({
  sandbox,
}) => {
  const { headers } = await call(sandbox, {
    operation: 'GET /client_sessions/create',
  })
  expect(headers.get('allow')).toBe('POST, PUT')
})

test('a preflight response allows every header that clients send, for its origin', async ({
  sandbox,
}) => {
  const response = await fetch(`${sandbox.url}/client_sessions/create`, {
    method: 'OPTIONS',
    headers: {
      origin: 'https://app.example.com',
      'access-control-request-method': 'PUT',
      'access-control-request-headers': 'authorization',
    },
  })
  expect(response.status).toBe(204)
  expect(await response.text()).toBe('')
  const allowed = response.headers.get('access-control-allow-headers') ?? ''
  expect(allowed.split(', ')).toEqual(
    expect.arrayContaining([
      'authorization',
      'content-type',
      'seam-publishable-key',
      'seam-client-session-token',
      'client-session-token',
      'seam-workspace',
      'seam-sdk-name',
      'seam-sdk-version',
      'seam-lts-version',
    ]),
  )
  const methods = response.headers.get('access-control-allow-methods') ?? ''
  expect(methods.split(', ')).toEqual(
    expect.arrayContaining(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
  )
  // Seam's client sends `credentials: include`, for which `*` is not enough.
  expect(response.headers.get('access-control-allow-origin')).toBe(
    'https://app.example.com',
  )
  expect(response.headers.get('access-control-allow-credentials')).toBe('true')
  expect(response.headers.get('vary')).toBe('Origin')
  expect(response.headers.get('seam-request-id')).toMatch(uuid)
})

test('the contract file is served as soon as it exists', async () => {
  const contractFile = test.info().outputPath('contract.json')
  const sandbox = await startSandbox({ contractFile })
  const absent = await call(sandbox, { operation: 'GET /openapi.json' })
  expect(absent.status).toBe(404)
  expect(absent.body.error.type).toBe('not_found')
  await writeFile(contractFile, '{ "openapi": "3.0.0" }')
  const present = await call(sandbox, { operation: 'GET /openapi.json' })
  expect(present.status).toBe(200)
  expect(present.body).toEqual({ openapi: '3.0.0' })
  await sandbox.stop()
})

test('credentials differ at each start, unless they are given', async () => {
  const first = await startSandbox()
  const second = await startSandbox({ seed: { apiKey: 'seam_test_mine' } })
  expect(first.seed.apiKey).toMatch(/^seam_test\w{20,}$/)
  expect(first.seed.personalAccessToken).toMatch(/^seam_at\w{20,}$/)
  expect(first.seed.publishableKey).toMatch(/^seam_pk\w{20,}$/)
  expect(first.seed.consoleSessionToken).toMatch(/^ey[\w-]+\.ey[\w-]+\.[\w-]+$/)
  expect(second.seed.publishableKey).not.toBe(first.seed.publishableKey)
  const { status } = await call(second, {
    operation: 'GET /client_sessions/list',
    as: 'seam_test_mine',
  })
  expect(status).toBe(200)
  await Promise.all([first.stop(), second.stop()])
})

test('beyond the capacity the oldest session is dropped', async () => {
  const sandbox = await startSandbox({ capacity: 2 })
  const oldest = await createSession(sandbox, { user_identifier_key: 'a' })
  const middle = await createSession(sandbox, { user_identifier_key: 'b' })
  await call(sandbox, {
    operation: 'POST /client_sessions/delete',
    as: sandbox.seed.apiKey,
    body: { client_session_id: oldest.client_session_id },
  })
  for (const key of ['c', 'd', 'e']) {
    await createSession(sandbox, { user_identifier_key: key })
  }
  const { body } = await call(sandbox, {
    operation: 'GET /client_sessions/list',
    as: sandbox.seed.apiKey,
  })
  const keys = body.client_sessions.map((each) => each.user_identifier_key)
  expect(keys).toEqual(['d', 'e'])
  const gone = await call(sandbox, {
    operation: 'GET /client_sessions/get',
    as: middle.token,
  })
  expect(gone.status).toBe(401)
  await sandbox.stop()
})

test('a port in use is an error', async ({ sandbox }) => {
  const port = Number(new URL(sandbox.url).port)
  await expect(startSandbox({ port })).rejects.toThrow('EADDRINUSE')
})

test('stop closes open connections, and may be called twice', async () => {
  const sandbox = await startSandbox()
  await call(sandbox, { operation: 'GET /health' })
  const socket = connect(Number(new URL(sandbox.url).port), '127.0.0.1')
  const closed = new Promise((resolve) => {
    socket.on('error', resolve).on('close', resolve)
  })
  await new Promise((resolve) => {
    socket.once('connect', resolve)
  })
  const startedAtMs = Date.now()
  await sandbox.stop()
  await sandbox.stop()
  await closed
  expect(Date.now() - startedAtMs).toBeLessThan(4000) // an idle connection lives for 5 s
  await expect(call(sandbox, { operation: 'GET /health' })).rejects.toThrow()
})

test('a sandbox with a certificate serves https', async () => {
  const tls = await selfSigned()
  const sandbox = await startSandbox({ tls })
  const status = await new Promise((resolve, reject) => {
    request(`${sandbox.url}/health`, { ca: tls.cert }, (reply) =>
      resolve(reply.statusCode),
    )
      .on('error', reject)
      .end()
  })
  expect(status).toBe(200)
  await expect(call(sandbox, { operation: 'GET /health' })).rejects.toThrow()
  await sandbox.stop()
})
