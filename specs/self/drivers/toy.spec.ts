/** A driver is one file and one line: findings, undo, ledger, request budget
 * and redaction work for it without any other change. */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import type { TestInfo } from '@playwright/test'
import { targetOf } from '../../../src/auth/embedded.ts'
import type { Outcome } from '../../../src/model/outcome.ts'
import { runCase } from '../../../src/run/case.ts'
import { openContext } from '../../../src/run/context.ts'
import type { Call } from '../../../src/sandbox/calls.ts'
import type { Fault } from '../../../src/sandbox/faults.ts'
import { startSandbox } from '../../../src/sandbox/server.ts'
import { defaultLimits } from '../../../src/transport/transport.ts'
import { toy } from '../checks/toy.ts'
import { ladder } from '../../../src/checks/index.ts'
import { contract, findingsOf, guardsOf, planOf } from '../kit.ts'
import { notingCalls, notingTokens } from '../noting.ts'
import { made } from '../run/steps.ts'
import { openToy } from './toy.ts'

type Ran = {
  readonly outcome: Outcome
  readonly calls: readonly Call[]
  readonly tokens: ReadonlySet<string>
  /** Sessions that still exist in the sandbox. */
  readonly left: number
  readonly apiKey: string
  /** The lines of the ledger, before the case closed them. */
  readonly ledger: string
}

async function run(
  steps: string,
  {
    info,
    faults = {},
    maxRequests,
  }: {
    readonly info: TestInfo
    readonly faults?: Fault
    readonly maxRequests?: number
  },
): Promise<Ran> {
  const calls: Call[] = []
  const tokens = new Set<string>()
  const sandbox = await startSandbox({
    faults: notingCalls(calls, notingTokens(tokens, faults)),
  })
  const ledgerFolder = info.outputPath('ledger')
  const context = await openContext({
    target: targetOf(sandbox),
    contract,
    limits: defaultLimits,
    runId: 'self',
    ledgerFolder,
    guards: guardsOf(maxRequests === undefined ? {} : { maxRequests }),
    checks: [...ladder, toy],
    driver: openToy,
  })
  const outcome = await runCase(planOf(steps), { context })
  await context.close()
  const left = sandbox.state.size()
  await sandbox.stop()
  const { apiKey } = sandbox.seed
  const ledger = readdirSync(ledgerFolder)
    .map((name) => readFileSync(join(ledgerFolder, name), 'utf8'))
    .join('')
  return { outcome, calls, tokens, left, apiKey, ledger }
}

const creates = ({ calls }: Ran) =>
  calls.filter(({ path }) => path === '/client_sessions/create')

test('the response to a client in another process is judged, and what it created is deleted', async ({}, info) => {
  const ran = await run(made, { info })
  expect(ran.outcome).toMatchObject({ driver: 'toy', status: 'passed' })
  expect(creates(ran)).toHaveLength(1)
  expect(creates(ran)[0]?.headers).toMatchObject({
    'user-agent': 'node',
    authorization: `Bearer ${ran.apiKey}`,
  })
  expect(ran.outcome.cleanup).toEqual([
    { what: 'the session created by step "create"', status: 'undone' },
  ])
  expect(ran.left).toBe(0)
})

test('a wrong response is the finding that every driver has', async ({}, info) => {
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
  const { outcome } = await run(made, { info, faults })
  expect(findingsOf(outcome)).toContain(
    'breaking-drift body-type-wrong body.client_session.device_count',
  )
})

test('a session whose create got no response is found by the ledger and deleted', async ({}, info) => {
  const faults: Fault = {
    reply: (reply, { path }) =>
      path === '/client_sessions/create'
        ? (outgoing) => void outgoing.destroy()
        : reply,
  }
  const ran = await run(made, { info, faults })
  expect(findingsOf(ran.outcome)).toEqual(['outage reply-missing response'])
  expect(ran.ledger).toContain('"kind":"intent"')
  expect(ran.ledger).toContain('POST /client_sessions/create')
  expect(ran.left).toBe(0)
})

test('the request budget holds, and the cleanup goes on', async ({}, info) => {
  const another = made
    .replace('id: create', 'id: another')
    .replace('run.marker', 'marker(2)')
    .replaceAll(/\bsession_id\b/g, 'other_id')
  const ran = await run(`${made}${another}`, { info, maxRequests: 7 })
  expect(creates(ran)).toHaveLength(1)
  expect(ran.outcome.steps.at(-1)).toMatchObject({
    status: 'not-judged',
    isBlockedByLimit: true,
    reason: 'the request budget is used up (--max-requests 7)',
  })
  expect(ran.left).toBe(0)
})

test('no outcome holds a secret, and the client never gets the key', async ({}, info) => {
  const ran = await run(made, { info })
  const written = JSON.stringify(ran.outcome) + ran.ledger
  expect(ran.tokens.size).toBe(1)
  for (const secret of [ran.apiKey, ...ran.tokens])
    expect(written).not.toContain(secret)
})

test('a call that the client does not have is not judged', async ({}, info) => {
  const ran = await run(
    `${made}
  - id: get
    call: /client_sessions/get
    body: { client_session_id: "\${{ session_id }}" }
`,
    { info },
  )
  expect(ran.outcome.steps.at(-1)).toMatchObject({
    id: 'get',
    status: 'not-judged',
    reason: 'the toy only creates',
  })
  expect(ran.outcome.status).toBe('inconclusive')
})

test('a check that is added to the ladder judges it, too', async ({}, info) => {
  const faults: Fault = {
    reply: (reply) => ({
      ...reply,
      headers: { ...reply.headers, server: 'toy/1.0' },
    }),
  }
  const { outcome } = await run(made, { info, faults })
  expect(findingsOf(outcome)).toEqual([
    'spec-gap toy-server-named header server',
  ])
})
