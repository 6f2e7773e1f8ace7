/** Nights of a monitor, run by the command against a sandbox whose faults come
 * and go, with a receiver for what is sent. */
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { Webhook } from 'standardwebhooks'
import type { Fault } from '../../../src/sandbox/faults.ts'
import { mutants } from '../../../src/sandbox/mutants/catalogue.ts'
import { startSandbox } from '../../../src/sandbox/server.ts'
import { seamwatch } from '../commands/seamwatch.ts'
import { folderWith } from '../folder.ts'
import { made, scenarioOf } from '../run/steps.ts'
import { openReceiver } from './notify/receiver.ts'
import type { Receiver } from './notify/receiver.ts'

test.describe.configure({ timeout: 600_000 })

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`

const scenarios = {
  'access.yaml': scenarioOf(
    'no credential is refused',
    `  - id: list
    call: /client_sessions/list
    as: none
    expect_refused: true
`,
  ),
  'flow.yaml': scenarioOf(
    'a session is read again',
    `${made}
  - id: get
    call: /client_sessions/get
    body: { client_session_id: "\${{ session_id }}" }
`,
  ),
}

const policy = `
confirm: { after: 50ms }
outage: { after: 200ms }
notify:
  - kind: webhook
    url: \${{ env.SEAMWATCH_WEBHOOK_URL }}
    secret: \${{ env.SEAMWATCH_WEBHOOK_SECRET }}
`

function faultOf(id: string): Fault {
  const found = mutants.find((it) => it.id === id)
  if (!found) throw new Error(`there is no mutant ${id}`)
  return found.faults()
}

const drift = faultOf('missing-workspace_id/POST-get')
/** A monitor with its sandbox, its receiver and its reports. */
async function monitor(more = '') {
  let fault: Fault = {}
  /** After so many creates the fault is gone. */
  let creates = Infinity
  const now = (): Fault => (creates < 0 ? {} : fault)
  const sandbox = await startSandbox({
    faults: {
      raw: (call) => {
        if (call.path === '/client_sessions/create') creates -= 1
        return now().raw?.(call)
      },
      authorize: (attempt, next) =>
        now().authorize?.(attempt, next) ?? next(attempt),
      handle: (authorized, next) =>
        now().handle?.(authorized, next) ?? next(authorized),
      reply: async (reply, call) => now().reply?.(reply, call) ?? reply,
    },
  })
  const receiver = await openReceiver()
  const file = join(
    folderWith({ 'monitoring.yaml': `${policy}${more}` }),
    'monitoring.yaml',
  )
  const night = async (
    faulty: Fault = {},
    {
      until = Infinity,
      args = [],
    }: { readonly until?: number; readonly args?: readonly string[] } = {},
  ) => {
    fault = faulty
    creates = until
    receiver.received.splice(0)
    const run = await seamwatch({
      args: ['watch', '--once', '--monitoring', file, ...args],
      sandbox,
      scenarios,
      env: {
        SEAMWATCH_WEBHOOK_URL: `${receiver.url}/hook`,
        SEAMWATCH_WEBHOOK_SECRET: secret,
        SEAMWATCH_HEARTBEAT_URL: `${receiver.url}/heartbeat`,
      },
    })
    return { ...run, ...sentTo(receiver) }
  }
  return {
    night,
    receiver,
    sandbox,
    close: async () => {
      await receiver.stop()
      await sandbox.stop()
    },
  }
}

/** Each webhook is signed. */
function sentTo({ received }: Receiver) {
  const hooks = received.filter(({ path }) => path === '/hook')
  for (const { text, headers } of hooks)
    new Webhook(secret).verify(text, { ...headers })
  return {
    notices: hooks.map(({ body }) => `${body.kind} ${body.urgency}`),
    payloads: hooks.map(({ body }) => body),
    pings: received
      .filter(({ path }) => path.startsWith('/heartbeat'))
      .map(({ path }) =>
        path.replace(/^\/heartbeat\/?/, '').replace(/\?.*/, ''),
      ),
  }
}

test('nights of a drift: it opens once, recovers once, regresses, and a filtered night says nothing', async () => {
  const { night, close } = await monitor()
  const clean = await night()
  expect(clean).toMatchObject({
    exitCode: 0,
    notices: [],
    pings: ['start', ''],
  })
  const first = await night(drift)
  expect(first, first.printed).toMatchObject({
    exitCode: 1,
    notices: ['opened page'],
    pings: ['start', ''],
  })
  expect(first.payloads[0]).toMatchObject({
    class: 'breaking-drift',
    owner: 'self',
    episode: 1,
    findings: [{ code: 'body-required-missing' }],
  })
  expect((await night(drift)).notices).toEqual([])
  // Nothing of it is looked for.
  const filtered = await night({}, { args: ['--grep', 'credential'] })
  expect(filtered.notices).toEqual([])
  expect((await night()).notices).toEqual(['recovered low'])
  expect((await night(drift)).notices).toEqual(['regressed page'])
  expect((await night()).notices).toEqual(['recovered low'])
  await close()
})

test('what only one look saw is held, and opens when the next night sees it too', async () => {
  const { night, close } = await monitor()
  // Each look creates one session.
  const blip = await night(drift, { until: 1 })
  expect(blip.printed).toContain('again in')
  expect(blip).toMatchObject({ exitCode: 1, notices: ['unconfirmed low'] })
  expect((await night()).notices).toEqual([])
  expect((await night(drift, { until: 1 })).notices).toEqual(['opened page'])
  await close()
})
