import { createServer } from 'node:http'
import { expect, test } from '@playwright/test'
import type { Call } from '../../../src/sandbox/calls.ts'
import { startSandbox } from '../../../src/sandbox/server.ts'
import type { Fault } from '../../../src/sandbox/faults.ts'
import { listenOnLoopback } from '../../../src/transport/loopback.ts'
import { notingCalls, notingTokens } from '../noting.ts'
import { readVerdict, strayFiles, whereIs } from './left.ts'
import type { Left } from './left.ts'
import { scenariosIn, seamwatch } from './seamwatch.ts'

test.describe.configure({ timeout: 600_000 })

const lifecycle = `scenario: a short life
owner: self
steps:
  - id: create
    call: /client_sessions/create
    body: { user_identifier_key: "\${{ run.marker }}" }
    save:
      session_id: client_session.client_session_id
      token: { from: client_session.token, secret: true }
    undo: { call: /client_sessions/delete, body: { client_session_id: "\${{ session_id }}" } }
  - id: get
    call: /client_sessions/get
    as: { client_session: "\${{ token }}" }
    expect: { client_session: { client_session_id: "\${{ session_id }}" } }
`

const second = `scenario: another
owner: self
steps:
  - id: list
    call: /client_sessions/list
    body: {}
`

type Run = Left & {
  readonly calls: readonly Call[]
  readonly secrets: readonly string[]
}

/** Runs the two scenarios against a sandbox, and returns its secrets, too. */
async function runAgainst(faults: Fault, args: readonly string[] = []) {
  const calls: Call[] = []
  const minted = new Set<string>()
  const sandbox = await startSandbox({
    faults: notingCalls(calls, notingTokens(minted, faults)),
  })
  const { apiKey, publishableKey } = sandbox.seed
  const left = await seamwatch({
    args: ['run', '--timeout', '2000', ...args],
    sandbox,
    scenarios: { 'a.yaml': lifecycle, 'b.yaml': second },
    env: { SEAM_PUBLISHABLE_KEY: publishableKey },
  })
  await sandbox.stop()
  expect(strayFiles(left), 'files that src/report/write.ts lacks').toEqual([])
  const run: Run = {
    ...left,
    calls,
    secrets: [apiKey, publishableKey, ...minted],
  }
  return run
}

async function expectNoLeak(
  left: Left & { readonly secrets: readonly string[] },
): Promise<void> {
  expect(await whereIs(left.secrets, left)).toEqual([])
}

test.describe('a healthy target, within a budget', () => {
  test.describe.configure({ mode: 'serial' })
  let left: Run
  test.beforeAll(async () => {
    test.setTimeout(600_000)
    left = await runAgainst({}, ['--max-requests', '9', '--rate', '200'])
  })

  test('passes with exit code 0 and leaks nothing', async () => {
    expect(left.exitCode, left.printed).toBe(0)
    expect(left.secrets.length).toBe(3)
    const { status, counts } = await readVerdict(left)
    expect(status).toBe('passed')
    expect(counts).toMatchObject({ cases: { passed: 2 }, bodiesJudged: 3 })
    await expectNoLeak(left)
  })

  test('prints the estimate before the run, and the requests sent after it', () => {
    expect(left.printed).toContain(
      'requests: about 9 (3 for steps, 6 for cleanup); at most 9 may be sent',
    )
    expect(left.printed).toContain(
      `requests sent: ${left.calls.length}, of at most 9\n`,
    )
    // None is left for the sweep of earlier runs' sessions.
    expect(left.calls.length).toBeLessThanOrEqual(9)
    expect(left.printed).toContain('one sweep sends at most 0 requests')
  })
})

test('drift fails with exit code 1, and the other scenario still runs', async () => {
  const left = await runAgainst({
    reply: (reply, { path }) =>
      path === '/client_sessions/create'
        ? {
            ...reply,
            body: {
              ok: true,
              client_session: { token: 'a-token-of-no-shape' },
            },
          }
        : reply,
  })
  expect(left.exitCode).toBe(1)
  const { findings, counts } = await readVerdict(left)
  expect(counts.cases).toMatchObject({ failed: 1, passed: 1 })
  expect(new Set(findings.map((it) => it.class))).toEqual(
    new Set(['breaking-drift']),
  )
  expect(await whereIs(['a-token-of-no-shape'], left)).toEqual([])
})

test('a target that does not listen is inconclusive, exit code 3', async () => {
  const secret = 'seam_test9_anunknownkey'
  const scenarios = scenariosIn({ 'a.yaml': lifecycle })
  const left = await seamwatch({
    args: ['run', '--target', 'http://127.0.0.1:9', '--scenarios', scenarios],
    env: { SEAM_API_KEY: secret },
  })
  expect(left.exitCode).toBe(3)
  const { status, findings } = await readVerdict(left)
  expect(status).toBe('inconclusive')
  expect(findings.map((it) => `${it.class} ${it.code}`)).toEqual([
    'outage reply-missing',
  ])
  await expectNoLeak({ ...left, secrets: [secret] })
})

test('a wrong key is one finding of class credential, exit code 3', async () => {
  const sandbox = await startSandbox()
  const secret = 'seam_test9_anunknownkey'
  const scenarios = scenariosIn({
    'a.yaml': lifecycle,
    'b.yaml': second,
  })
  const left = await seamwatch({
    args: ['run', '--target', sandbox.url, '--scenarios', scenarios],
    env: { SEAM_API_KEY: secret },
  })
  await sandbox.stop()
  expect(left.exitCode).toBe(3)
  const { findings } = await readVerdict(left)
  expect(findings.map((it) => `${it.class} ${it.code}`)).toEqual([
    'credential credential-refused',
  ])
  await expectNoLeak({ ...left, secrets: [secret] })
})

for (const { what, wrong, right, at } of [
  { what: 'key', wrong: 'bdoy:', right: 'body', at: '6:5' },
  {
    what: 'capture',
    wrong: '{{ sesion_id }}',
    right: 'session_id',
    at: '10:72',
  },
  {
    what: 'path',
    wrong: 'client_sessions/gett',
    right: '/client_sessions/get',
    at: '12:11',
  },
  {
    what: 'body property',
    wrong: '{ user_identifer_key:',
    right: 'user_identifier_key',
    at: '6:13',
  },
]) {
  test(`a typo in a ${what} ends with exit code 2 before anything is sent`, async () => {
    let requests = 0
    const server = createServer((_incoming, outgoing) => {
      requests += 1
      outgoing.end()
    })
    const { port, stop } = await listenOnLoopback(server)
    const typos: Readonly<Record<string, string>> = {
      key: lifecycle.replace('    body: { user', '    bdoy: { user'),
      capture: lifecycle.replace(
        '"${{ session_id }}" } }\n  - id',
        '"${{ sesion_id }}" } }\n  - id',
      ),
      path: lifecycle.replace(
        'client_sessions/get\n',
        'client_sessions/gett\n',
      ),
      'body property': lifecycle.replace(
        '{ user_identifier_key:',
        '{ user_identifer_key:',
      ),
    }
    const text = typos[what] ?? ''
    expect(text).toContain(wrong)
    const scenarios = scenariosIn({ 'a.yaml': text, 'b.yaml': second })
    const left = await seamwatch({
      args: ['run', '--scenarios', scenarios],
      env: {
        SEAM_ENDPOINT: `http://127.0.0.1:${port}`,
        SEAM_API_KEY: 'seam_test1_key',
      },
    })
    await stop()
    expect(left.exitCode).toBe(2)
    expect(left.printed).toContain(`a.yaml:${at}: `)
    expect(left.printed).toContain(`did you mean "${right}"`)
    expect(requests).toBe(0)
  })
}

test('a tag that matches nothing is a usage error that names the closest one', async () => {
  const left = await seamwatch({ args: ['run', '--tag', 'nigthly'] })
  expect(left.exitCode).toBe(2)
  expect(left.printed).toContain('did you mean "nightly"')
})
