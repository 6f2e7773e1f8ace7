/** Scenarios through real releases of the SDK: what is on the wire is judged,
 * and what the SDK makes of it. */
import { expect, test } from '@playwright/test'
import { targetOf } from '../../../../src/auth/embedded.ts'
import { openSdkDriver } from '../../../../src/drivers/sdk/driver.ts'
import type { InstalledRelease } from '../../../../src/drivers/sdk/release.ts'
import type { Outcome } from '../../../../src/model/outcome.ts'
import { openContext } from '../../../../src/run/context.ts'
import { runCase } from '../../../../src/run/case.ts'
import type { Call } from '../../../../src/sandbox/calls.ts'
import type { Fault } from '../../../../src/sandbox/faults.ts'
import { startSandbox } from '../../../../src/sandbox/server.ts'
import { defaultLimits } from '../../../../src/transport/transport.ts'
import { contract, findingsOf, guardsOf, planOf } from '../../kit.ts'
import { notingCalls, notingTokens } from '../../noting.ts'
import { publishedRelease, writtenRelease } from './releases.ts'

type Ran = {
  readonly outcome: Outcome
  readonly calls: readonly Call[]
  readonly tokens: ReadonlySet<string>
  readonly left: number
  readonly apiKey: string
}

async function run(
  steps: string,
  {
    release,
    faults = {},
    maxRequests,
  }: {
    readonly release: InstalledRelease
    readonly faults?: Fault
    readonly maxRequests?: number
  },
): Promise<Ran> {
  const calls: Call[] = []
  const tokens = new Set<string>()
  const sandbox = await startSandbox({
    faults: notingCalls(calls, notingTokens(tokens, faults)),
  })
  const context = await openContext({
    target: targetOf(sandbox),
    contract,
    limits: defaultLimits,
    runId: 'self',
    ledgerFolder: test.info().outputPath('ledger'),
    guards: guardsOf(maxRequests === undefined ? {} : { maxRequests }),
    driver: openSdkDriver,
    sdk: release.folder,
  })
  const outcome = await runCase(planOf(steps), { context })
  await context.close()
  const left = sandbox.state.size()
  await sandbox.stop()
  return { outcome, calls, tokens, left, apiKey: sandbox.seed.apiKey }
}

const create = `
  - id: create
    call: /client_sessions/create
    method: POST
    body: { user_identifier_key: "\${{ run.marker }}" }
    expect: { ok: true }
    save:
      session_id: client_session.client_session_id
    undo: { call: /client_sessions/delete, body: { client_session_id: "\${{ session_id }}" } }
`
const withToken = create.replace(
  '    save:\n',
  '    save:\n      token: { from: client_session.token, secret: true }\n',
)
const flow = `${withToken}
  - id: get
    call: /client_sessions/get
    as: { client_session: "\${{ token }}" }
    expect: { client_session: { client_session_id: "\${{ session_id }}" } }
  - id: list
    call: /client_sessions/list
    body: { user_identifier_key: "\${{ run.marker }}" }
    expect: { client_sessions: [{ client_session_id: "\${{ session_id }}" }] }
  - id: delete
    call: /client_sessions/delete
    body: { client_session_id: "\${{ session_id }}" }
`

test('each response is judged by the operation that the SDK called', async () => {
  const { outcome, left } = await run(flow, {
    release: publishedRelease('2.32.0'),
  })
  expect(outcome).toMatchObject({ driver: 'sdk', status: 'passed' })
  expect(
    outcome.steps.map(({ id, operation }) => `${id}: ${operation}`),
  ).toEqual([
    'create: PUT /client_sessions/create',
    'get: GET /client_sessions/get',
    'list: GET /client_sessions/list',
    'delete: DELETE /client_sessions/delete',
  ])
  expect(left).toBe(0)
})

test('what an SDK adds to a request by itself is listed', async () => {
  const { outcome } = await run(flow, { release: publishedRelease('2.32.0') })
  expect(findingsOf(outcome)).toEqual([
    'sdk-note sdk-parameter-undocumented request _strict',
    'sdk-note sdk-parameter-undocumented request _strict',
  ])
})

test('a wrong response is the finding that every driver has', async () => {
  const faults: Fault = {
    reply: (reply, { path }) => {
      if (path !== '/client_sessions/create') return reply
      const { client_session: session } = Object(reply.body)
      return {
        ...reply,
        body: { ok: true, client_session: { ...session, device_count: 'two' } },
      }
    },
  }
  const { outcome } = await run(create, {
    release: publishedRelease('2.32.0'),
    faults,
  })
  expect(findingsOf(outcome)).toEqual([
    'breaking-drift body-type-wrong body.client_session.device_count',
  ])
})

test('attempts of the SDK are shown, and each session that they left is reported', async () => {
  let lost = 0
  const faults: Fault = {
    reply: (reply, { path }) => {
      if (path !== '/client_sessions/create' || lost === 2) return reply
      lost += 1
      return (outgoing) => void outgoing.destroy()
    },
  }
  const { outcome, left } = await run(
    create.replace(
      /user_identifier_key.*}}"/,
      'expires_at: "${{ time(+4271s) }}"',
    ),
    { release: publishedRelease('2.32.0'), faults },
  )
  expect(outcome.steps.map(({ id }) => id)).toEqual([
    'attempt 1 of 3: create',
    'attempt 2 of 3: create',
    'create',
  ])
  expect(findingsOf(outcome)).toEqual(['sdk-risk sdk-call-repeated attempts'])
  // Without a key, nothing shows which of the two this case created.
  expect(left).toBe(2)
  expect(outcome.cleanup.map(({ status }) => status)).toEqual([
    'undone',
    'left-behind',
    'left-behind',
  ])
})

test('the request budget holds, and nothing is blamed on the SDK', async () => {
  const another = create
    .replace('id: create', 'id: another')
    .replace('run.marker', 'marker(2)')
    .replace('session_id:', 'other_session_id:')
    .replaceAll('{{ session_id', '{{ other_session_id')
  const { outcome, left } = await run(`${create}${another}`, {
    release: publishedRelease('2.32.0'),
    maxRequests: 6,
  })
  expect(outcome.steps.at(-1)).toMatchObject({
    status: 'not-judged',
    isBlockedByLimit: true,
    findings: [],
  })
  expect(left).toBe(0)
})

test('no outcome holds a secret', async () => {
  const refused = `${flow}
  - id: a deleted token is refused
    call: /client_sessions/get
    as: { client_session: "\${{ token }}" }
    expect_refused: true
`
  const ran = await run(refused, { release: publishedRelease('2.32.0') })
  expect(findingsOf(ran.outcome)).toContain(
    'sdk-risk sdk-credential-shown error inspect',
  )
  const written = JSON.stringify(ran.outcome)
  for (const secret of [ran.apiKey, ...ran.tokens])
    expect(written).not.toContain(secret)
})

test('a probe is marked as one', async () => {
  const { calls } = await run(
    `${withToken}
  - id: a session cannot create
    call: /client_sessions/create
    as: { client_session: "\${{ token }}" }
    expect_refused: true
`,
    { release: publishedRelease('2.11.2') },
  )
  expect(calls.map(({ headers }) => headers['seamwatch-probe'])).toContain(
    'self/literal',
  )
})

test('a credential that an SDK has no option for is not judged', async () => {
  const { outcome } = await run(
    `
  - id: list
    call: /client_sessions/list
    as: none
    expect_refused: true
`,
    { release: publishedRelease('2.32.0') },
  )
  expect(outcome.steps[0]).toMatchObject({
    status: 'not-judged',
    reason:
      '@seamapi/http 2.32.0: an SDK has no option for the credential none',
  })
})

test('a call that the SDK rejects by itself is not judged', async () => {
  const { outcome } = await run(
    `
  - id: delete
    call: /client_sessions/delete
    expect_status: 400
`,
    { release: publishedRelease('2.32.0') },
  )
  expect(outcome).toMatchObject({
    status: 'not-judged',
    reason:
      '@seamapi/http 2.32.0 sent nothing: TypeError: Parameters are required for /client_sessions/delete',
  })
})

test('a release that does not load is the reason why no case is judged', async () => {
  const release = writtenRelease('},)')
  const source = await openSdkDriver({
    target: targetOf(await startSandbox()),
    contract,
    limits: defaultLimits,
    retries: [],
    transport: { send: () => Promise.reject(), close: async () => {} },
    sdk: release.folder,
  })
  expect(source.lacking).toMatch(/^seam 0\.0\.1 does not load: /)
  await source.close()
})
