/** What an undo found to be of somebody else: no sweep deletes it. */
import { expect, test } from '@playwright/test'
import type { TestInfo } from '@playwright/test'
import { targetOf } from '../../../src/auth/embedded.ts'
import { ledgerFolder } from '../../../src/cleanup/ledger.ts'
import { readLedgers } from '../../../src/cleanup/read-ledgers.ts'
import { sweepTarget } from '../../../src/cleanup/sweep-target.ts'
import type { Swept } from '../../../src/model/swept.ts'
import { runCase } from '../../../src/run/case.ts'
import { openContext } from '../../../src/run/context.ts'
import type { Fault } from '../../../src/sandbox/faults.ts'
import { startSandbox } from '../../../src/sandbox/server.ts'
import type { Sandbox } from '../../../src/sandbox/server.ts'
import { createNodeHttpTransport } from '../../../src/transport/node-http.ts'
import { defaultLimits } from '../../../src/transport/transport.ts'
import { contract, findingsOf, planOf } from '../kit.ts'

const runId = '0a1b2c3d'

/** Each session that is created looks older than it is. */
function backdating(oldMs: number): Fault {
  return {
    handle: (authorized, next) => {
      const { call, state } = authorized
      if (!call.path.endsWith('create')) return next(authorized)
      const past = { ...state, now: () => state.now() - oldMs }
      return next({ ...authorized, state: past })
    },
  }
}

async function runAt(sandbox: Sandbox, info: TestInfo, body: string) {
  const context = await openContext({
    target: targetOf(sandbox),
    contract,
    limits: defaultLimits,
    runId,
    ledgerFolder: ledgerFolder(info.outputPath('reports')),
    connect: createNodeHttpTransport,
  })
  const steps = `
  - id: create
    call: /client_sessions/create
    body: ${body}
    save: { id: client_session.client_session_id }
    undo: { call: /client_sessions/delete, body: { client_session_id: "\${{ id }}" } }
`
  const outcome = await runCase(planOf(steps), { context })
  await context.close()
  return outcome
}

function sweepAt(
  sandbox: Sandbox,
  info: TestInfo,
  when: 'after' | 'by hand',
): Promise<Swept> {
  return sweepTarget({
    when,
    target: targetOf(sandbox),
    contract,
    limits: defaultLimits,
    reportsDir: info.outputPath('reports'),
    ...(when === 'after' && { runId }),
    olderThanMs: 0,
    connect: createNodeHttpTransport,
  })
}

const marker = `seamwatch-${runId}-00112233`
const bodies = {
  'under a marker': `{ user_identifier_key: ${marker} }`,
  'without a key': '{ expires_at: "${{ time(+4271s) }}" }',
}

for (const [what, body] of Object.entries(bodies)) {
  for (const oldMs of [3500, 6000, 30_000, 200_000, 7 * 86_400_000]) {
    test(`a session ${what} that an undo found ${oldMs} ms too old is not deleted by any sweep`, async ({}, info) => {
      const sandbox = await startSandbox({ faults: backdating(oldMs) })
      const outcome = await runAt(sandbox, info, body)
      expect(findingsOf(outcome)).toEqual([
        'expectation session-foreign session',
      ])
      for (const when of ['after', 'by hand', 'by hand'] as const) {
        await sweepAt(sandbox, info, when)
        expect(sandbox.state.size(), when).toBe(1)
      }
      await sandbox.stop()
    })
  }

  test(`a session ${what} that an undo found too old is not deleted if it looks new to a sweep`, async ({}, info) => {
    const sandbox = await startSandbox({ faults: backdating(60_000) })
    await runAt(sandbox, info, body)
    const [session] = sandbox.state.all(sandbox.seed.workspaceId)
    if (!session) throw new Error('there is no session')
    const createdAt = new Date(Date.now() - 500).toISOString()
    sandbox.state.put({ ...session, createdAt })
    await new Promise((resolve) => setTimeout(resolve, 600))
    for (const when of ['after', 'by hand', 'by hand'] as const) {
      const swept = await sweepAt(sandbox, info, when)
      expect(swept.items.map(({ status }) => status)).not.toContain('removed')
      expect(sandbox.state.size(), when).toBe(1)
    }
    const folder = ledgerFolder(info.outputPath('reports'))
    expect(
      readLedgers(folder).flatMap(({ foreign }) =>
        foreign.flatMap(({ foreignIds }) => foreignIds),
      ),
    ).toEqual([session.id])
    await sandbox.stop()
  })
}

test('what the run itself created beside it is deleted by a sweep, and the session of somebody else stays known', async ({}, info) => {
  const sandbox = await startSandbox({ faults: backdating(60_000) })
  await runAt(sandbox, info, bodies['under a marker'])
  const [foreign] = sandbox.state.all(sandbox.seed.workspaceId)
  if (!foreign) throw new Error('there is no session')
  const ours = {
    ...foreign,
    id: crypto.randomUUID(),
    token: 'seam_cst1_of_another_one',
    createdAt: new Date().toISOString(),
  }
  sandbox.state.put(ours)
  const swept = await sweepAt(sandbox, info, 'after')
  expect(swept.items).toContainEqual(
    expect.objectContaining({ sessionId: ours.id, status: 'removed' }),
  )
  await sweepAt(sandbox, info, 'by hand')
  expect(sandbox.state.all(sandbox.seed.workspaceId)).toEqual([foreign])
  await sandbox.stop()
})
