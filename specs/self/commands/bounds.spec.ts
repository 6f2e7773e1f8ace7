/** No amount of work that the target decides may exceed the request budget. */
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from '@playwright/test'
import { made, scenarioOf } from '../run/steps.ts'
import type { Left } from './left.ts'
import { seamwatch } from './seamwatch.ts'

test.describe.configure({ timeout: 600_000 })

const scenarios = Object.fromEntries(
  ['one', 'another', 'a third'].map((name) => [
    `${name.replaceAll(' ', '-')}.yaml`,
    scenarioOf(`${name} short life`, made),
  ]),
)

type Answer = (incoming: IncomingMessage, outgoing: ServerResponse) => void

/** @returns the paths of the requests that the server got. */
async function runAgainst(
  answer: Answer,
  args: readonly string[] = ['run', '--max-requests', '20'],
): Promise<Left & { readonly arrived: readonly string[] }> {
  const arrived: string[] = []
  const server = createServer((incoming, outgoing) => {
    arrived.push(`${incoming.method} ${incoming.url}`)
    incoming.resume().on('end', () => answer(incoming, outgoing))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo // it listens on TCP
  const left = await seamwatch({
    args,
    scenarios,
    env: {
      SEAM_ENDPOINT: `http://127.0.0.1:${port}`,
      SEAM_API_KEY: 'seam_test1_key',
      SEAMWATCH_TIMEOUT: '5000',
      // One more request after a second; then it is rate limited.
      SEAMWATCH_MAX_WAIT_MS: '1500',
    },
  })
  server.closeAllConnections()
  server.close()
  return { ...left, arrived }
}

function json(outgoing: ServerResponse, body: unknown, status = 200): void {
  outgoing
    .writeHead(status, { 'content-type': 'application/json' })
    .end(JSON.stringify(body))
}

const old = Array.from({ length: 5000 }, (_, at) => ({
  client_session_id: `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`,
  user_identifier_key: `seamwatch-0a1b2c3d-${at.toString(16).padStart(8, '0')}`,
  created_at: '2020-01-01T00:00:00.000Z',
  expires_at: '2040-01-01T00:00:00.000Z',
}))

const withOldMarkers: Answer = ({ url = '' }, outgoing) => {
  if (url.endsWith('/list'))
    return json(outgoing, { ok: true, client_sessions: old })
  if (url.endsWith('/get'))
    return json(outgoing, { ok: true, client_session: old[0] })
  return json(outgoing, { error: { type: 'server_error' }, ok: false }, 500)
}

for (const [what, answer] of [
  [
    'always answers 429',
    (_incoming, outgoing) => {
      outgoing.writeHead(429, { 'retry-after': '0' }).end()
    },
  ],
  ['has 5,000 old markers', withOldMarkers],
  [
    'resets every connection',
    (_incoming, outgoing) => {
      outgoing.socket?.resetAndDestroy()
    },
  ],
  [
    'sends garbage instead of HTTP',
    (_incoming, outgoing) => {
      outgoing.socket?.end('garbage\r\n\r\n')
    },
  ],
  [
    'cuts every response off',
    (_incoming, outgoing) => {
      outgoing.writeHead(200, { 'content-length': '9' }).write('{')
      setTimeout(() => outgoing.destroy(), 20)
    },
  ],
] as readonly (readonly [string, Answer])[]) {
  test(`a target that ${what} gets at most the requests of the budget`, async () => {
    const { arrived, exitCode, printed } = await runAgainst(answer)
    expect(arrived.length, arrived.join('\n')).toBeLessThanOrEqual(20)
    expect(arrived.length).toBeGreaterThan(1)
    expect(printed).toContain(`requests sent: ${arrived.length}, of at most 20`)
    expect([1, 3], printed).toContain(exitCode)
  })
}

test('one sweep sends at most 200 requests, and says what it leaves for the next one', async () => {
  const { arrived, exitCode, printed } = await runAgainst(withOldMarkers, [
    'sweep',
  ])
  expect(arrived.length).toBeLessThanOrEqual(200)
  expect(arrived.length).toBeGreaterThan(100)
  expect(printed).toMatch(
    /The sweep has sent as many requests as it may: \d{4} more sessions of earlier runs may be left, for the next sweep to delete\./,
  )
  expect([1, 3]).toContain(exitCode)
})
