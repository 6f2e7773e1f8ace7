/** A monitor under test: the command, a sandbox whose faults come and go, and a
 * receiver for what is sent. */
import { join } from 'node:path'
import { test } from '@playwright/test'
import { Webhook } from 'standardwebhooks'
import type { Fault } from '../../../src/sandbox/faults.ts'
import { mutants } from '../../../src/sandbox/mutants/catalogue.ts'
import { startSandbox } from '../../../src/sandbox/server.ts'
import { seamwatch, start } from '../commands/seamwatch.ts'
import type { Asked } from '../commands/seamwatch.ts'
import { folderWith } from '../folder.ts'
import { made, scenarioOf } from '../run/steps.ts'
import { openReceiver } from './notify/receiver.ts'
import type { Receiver } from './notify/receiver.ts'

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

const channel = `
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

/** A property is missing in the response to get. */
export const drift = faultOf('missing-workspace_id/POST-get')

/** Anybody may list. */
export const bypass = faultOf('admits-nobody/POST-list')

/** Each request is answered with 503. */
export const outage: Fault = {
  reply: () => ({
    status: 503,
    headers: { 'content-type': 'text/plain' },
    body: 'down',
  }),
}

export type Night = {
  /** The second request that creates, or that is invalid on purpose, does not
   * meet the fault any more: the second look. */
  readonly untilSecond?: 'create' | 'probe'
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

/** @param policy beside its channels.
 * @param more channels beside the webhook. */
export async function monitor(
  policy = 'confirm: { after: 50ms }\noutage: { after: 200ms }\n',
  more = '',
) {
  let fault: Fault = {}
  let left = Infinity
  let counted: Night['untilSecond']
  const now = (): Fault => (left < 0 ? {} : fault)
  const sandbox = await startSandbox({
    faults: {
      raw: (call) => {
        const isProbe = call.headers['seamwatch-probe'] !== undefined
        const isCreate = call.path === '/client_sessions/create'
        if (counted === 'probe' ? isProbe : isCreate) left -= 1
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
  const folder = folderWith({ 'monitoring.yaml': `${policy}${channel}${more}` })
  const asked = ({ args = [], env = {} }: Night): Asked => ({
    args: ['watch', '--once', ...args],
    sandbox,
    scenarios,
    env: {
      SEAMWATCH_MONITORING: join(folder, 'monitoring.yaml'),
      SEAMWATCH_WEBHOOK_URL: `${receiver.url}/hook`,
      SLACK_URL: `${receiver.url}/slack`,
      SEAMWATCH_WEBHOOK_SECRET: secret,
      SEAMWATCH_HEARTBEAT_URL: `${receiver.url}/heartbeat`,
      ...env,
    },
  })
  const begin = (faulty: Fault, { untilSecond }: Night): void => {
    fault = faulty
    left = untilSecond ? 1 : Infinity
    counted = untilSecond
    receiver.received.splice(0)
  }
  return {
    receiver,
    sandbox,
    /** Of the store. */
    folder: join(test.info().outputPath('reports'), 'monitor'),
    night: async (faulty: Fault = {}, how: Night = {}) => {
      begin(faulty, how)
      const ended = await seamwatch(asked(how))
      return { ...ended, ...sentTo(receiver) }
    },
    /** As a process of its own, which can be killed. */
    nightOf: (faulty: Fault = {}, how: Night = {}) => {
      begin(faulty, how)
      return start(asked(how))
    },
    sent: () => sentTo(receiver),
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
