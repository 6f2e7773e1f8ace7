/** Nights of a monitor, run by the command against a sandbox whose faults come
 * and go. */
import {
  appendFileSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { bypass, drift, monitor, outage } from './watched.ts'

test.describe.configure({ timeout: 600_000 })

test('a drift opens once, recovers once, regresses; a filtered night says nothing', async () => {
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
  const blip = await night(drift, { untilSecond: 'create' })
  expect(blip.printed).toContain(
    '1 cause is new: its 1 case will run again in 0.1 s',
  )
  expect(blip).toMatchObject({ exitCode: 1, notices: ['unconfirmed low'] })
  expect((await night()).notices).toEqual([])
  expect((await night(drift, { untilSecond: 'create' })).notices).toEqual([
    'opened page',
  ])
  await close()
})

test('an auth bypass pages without a second look', async () => {
  const { night, close } = await monitor()
  const first = await night(bypass)
  expect(first.printed).not.toContain('again in')
  expect(first).toMatchObject({ exitCode: 1, notices: ['opened page'] })
  expect(first.payloads[0]).toMatchObject({
    key: 'access · none',
    severity: 'critical',
  })
  // An outage hides it: it is not gone.
  expect((await night(outage)).notices).toEqual(['opened page'])
  expect((await night()).notices.toSorted()).toEqual([
    'recovered low',
    'recovered low',
  ])
  await close()
})

test('an outage pages once it has lasted; a short one sends nothing', async () => {
  const { night, close } = await monitor()
  const short = await night(outage, { untilSecond: 'probe' })
  expect(short, short.printed).toMatchObject({
    exitCode: 3,
    notices: [],
    pings: ['start', 'fail'],
  })
  expect((await night()).notices).toEqual([])
  const long = await night(outage)
  expect(long, long.printed).toMatchObject({
    exitCode: 3,
    notices: ['opened page'],
  })
  expect((await night()).notices).toEqual(['recovered low'])
  await close()
})

test('in a maintenance window an outage sends nothing, and a drift does', async () => {
  const { night, close } = await monitor(
    'confirm: { after: 50ms }\noutage: { after: 50ms }\nwindows:\n  - { from: 2020-01-01T00:00:00Z, to: 2120-01-01T00:00:00Z, why: a long move }\n',
  )
  expect((await night(outage)).notices).toEqual([])
  expect((await night(outage)).notices).toEqual([])
  expect((await night(drift)).notices).toEqual(['opened page'])
  await close()
})

test('while a channel is down everything is kept, and then comes once, in order, late', async () => {
  const { night, receiver, close } = await monitor()
  receiver.answers(({ path }) => (path === '/hook' ? { status: 500 } : {}))
  const down = await night(drift)
  expect(down.pings).toEqual(['start', 'fail'])
  const ids = new Set(down.payloads.map(({ id }) => id))
  expect(ids.size).toBe(1)
  await night()
  await night(drift)
  receiver.answers(() => ({}))
  const up = await night(drift)
  expect(up.notices).toEqual(['opened page', 'recovered low', 'regressed page'])
  expect(up.payloads.every(({ late }) => late)).toBe(true)
  expect(ids.has(up.payloads[0].id)).toBe(true)
  expect((await night(drift)).notices).toEqual([])
  await close()
})

test('a store that was cut or flipped is said once, and pages for nothing', async () => {
  const { night, folder, close } = await monitor()
  await night(drift)
  await night(drift)
  const [store = ''] = readdirSync(folder)
  const [month = ''] = readdirSync(join(folder, store, 'journal'))
  const file = join(folder, store, 'journal', month)
  appendFileSync(file, 'half a line')
  const cut = await night(drift)
  expect(cut.notices).toEqual(['damaged low'])
  const bytes = readFileSync(file)
  bytes[40] = (bytes[40] ?? 0) ^ 1
  writeFileSync(file, bytes)
  expect((await night(drift)).notices).toEqual(['damaged low'])
  expect((await night(drift)).notices).toEqual([])
  await close()
})

test('a night that was killed is missed, and pages for nothing that is known', async () => {
  const { night, nightOf, receiver, close } = await monitor()
  await night(drift)
  const killed = nightOf(drift)
  await expect
    .poll(() => receiver.received.map(({ path }) => path.split('?')[0]))
    .toContain('/heartbeat/start')
  killed.kill('SIGKILL')
  await killed.ended
  const next = await night(drift)
  expect(next.notices).toEqual(['missed low'])
  expect(next.payloads[0].why).toContain('did not end')
  await close()
})

test('of two that start together one runs, and the other sends nothing and exits with 3', async () => {
  const { nightOf, sent, close } = await monitor()
  const both = [nightOf(drift), nightOf(drift)]
  const ended = await Promise.all(both.map((it) => it.ended))
  expect(ended.map(({ exitCode }) => exitCode).toSorted()).toEqual([1, 3])
  const refused = ended.find(({ exitCode }) => exitCode === 3)
  expect(refused?.printed).toContain('is in use by process')
  expect(sent()).toMatchObject({
    notices: ['opened page'],
    pings: ['start', ''],
  })
  await close()
})

for (const { what, args, env = {}, says } of [
  {
    what: 'neither --once nor a schedule',
    args: [],
    says: 'watch needs one of --once, --every and --cron, but received none',
  },
  {
    what: 'two ways to schedule',
    args: ['--once', '--every', '15m'],
    says: 'but received several',
  },
  {
    what: 'a pattern that is none',
    args: ['--cron', '99 2 * * *'],
    says: '--cron: "99 2 * * *" in zone "UTC" is no schedule',
  },
  {
    what: 'a zone that is none',
    args: ['--cron', '17 2 * * *', '--zone', 'Mars/Base'],
    says: 'in zone "Mars/Base" is no schedule',
  },
  {
    what: 'a policy that is not there',
    args: ['--once'],
    env: { SEAMWATCH_MONITORING: 'nowhere.yaml' },
    says: 'nowhere.yaml',
  },
] as const) {
  test(`${what} is wrong input, and nothing is sent`, async () => {
    const { receiver, sandbox, close } = await monitor()
    const { seamwatch } = await import('../commands/seamwatch.ts')
    const { exitCode, printed } = await seamwatch({
      args: ['watch', ...args],
      sandbox,
      env: { SEAMWATCH_HEARTBEAT_URL: receiver.url, ...env },
    })
    expect(exitCode, printed).toBe(2)
    expect(printed).toContain(says)
    expect(receiver.received).toEqual([])
    await close()
  })
}
