/** Delivery: nothing is lost, nothing overtakes, and a receiver that fails costs
 * bounded time. */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { Webhook } from 'standardwebhooks'
import { deliver } from '../../../../src/monitor/notify/deliver.ts'
import type { Fetch } from '../../../../src/monitor/notify/send.ts'
import { createFetch } from '../../../../src/monitor/notify/fetch.ts'
import { openFolderStore } from '../../../../src/monitor/store/folder-store.ts'
import { selfSigned } from '../../certificate.ts'
import {
  channelOf,
  deliveryOf,
  instantOf,
  judge,
  laneOf,
  night,
  pagerKey,
  secret,
  shortPace,
} from './nights.ts'
import { openReceiver } from './receiver.ts'
import type { Answer, Received, Receiver } from './receiver.ts'

const opened: Receiver[] = []
async function receiverWith(
  answer?: (request: Received) => Answer,
): Promise<Receiver> {
  const receiver = await openReceiver(answer)
  opened.push(receiver)
  return receiver
}
test.afterEach(async () => {
  await Promise.all(opened.splice(0).map(({ stop }) => stop()))
})

/** `kind late` of each that the webhook took. */
const shown = ({ received }: Receiver) =>
  received.map(({ body: { kind, late } }) => (late ? `${kind} late` : kind))

const echo = ({ path, headers, text }: Received) => ({
  status: 500,
  body: `${path} ${JSON.stringify(headers)} ${text}`.slice(0, 90),
})

const down = () => ({ status: 503 })

const actions = ({ received }: Receiver) =>
  received.map(({ body: { event_action: action } }) => String(action))

test('a notice arrives signed, in the run that made it', async ({}, info) => {
  const hook = await receiverWith()
  const lane = laneOf(info.outputPath('s'), [channelOf.webhook(hook.url)])
  // The verifier goes by the clock of this machine.
  lane.nowMs = Date.now()
  const today = Math.floor((lane.nowMs - instantOf(0)) / 86_400_000)
  await judge(lane, today, { cause: 'x' })
  const run = { id: `run-${today}`, verdict: 'failed' } as const
  const { taken, record } = await deliver(deliveryOf(lane, { run }))
  expect(taken).toBe(1)
  expect(record.outbox).toEqual([])
  const [{ headers, text } = { headers: {}, text: '' }] = hook.received
  expect(new Webhook(secret).verify(text, headers)).toMatchObject({
    kind: 'opened',
    run,
    late: false,
  })
  await deliver(deliveryOf(lane, { run }))
  expect(hook.received).toHaveLength(1)
})

test('a receiver that was down for three runs gets everything once, in order, marked late', async ({}, info) => {
  const hook = await receiverWith(() => ({ status: 503 }))
  const lane = laneOf(info.outputPath('s'), [channelOf.webhook(hook.url)])
  await night(lane, 0, { a: 'x', b: '?' })
  await night(lane, 1, { a: '.', b: 'x' })
  await night(lane, 2, { a: 'x', b: 'x' })
  hook.received.length = 0
  hook.answers(() => ({ status: 204 }))
  const { record } = await night(lane, 3, { a: 'x', b: '.' })
  expect(hook.received.map(({ body }) => body.key + body.kind)).toEqual([
    'aopened',
    'arecovered',
    'bopened',
    'aregressed',
    'brecovered',
  ])
  expect(hook.received.every(({ body }) => body.late)).toBe(true)
  const ids = hook.received.map(({ body }) => body.id)
  expect(new Set(ids).size).toBe(5)
  expect(record.outbox).toEqual([])
  expect(record.failing).toEqual({})
})

test('a cause that one receiver does not like holds up no other cause', async ({}, info) => {
  const hook = await receiverWith(({ body }) => ({
    status: body.key === 'a' ? 400 : 200,
  }))
  const lane = laneOf(info.outputPath('s'), [channelOf.webhook(hook.url)])
  await night(lane, 0, { a: 'x', b: 'x' })
  const { record } = await night(lane, 1, { a: '.', b: '.' })
  const keys = hook.received.map(({ body }) => body.key + body.kind)
  expect(keys).toEqual(['aopened', 'bopened', 'aopened', 'brecovered'])
  expect(record.outbox.map(({ notice }) => notice.kind)).toEqual([
    'opened',
    'recovered',
  ])
})

test('a response that is lost brings the same id twice', async ({}, info) => {
  let count = 0
  const hook = await receiverWith(() => {
    count += 1
    return count === 1 ? { fault: 'cut' } : {}
  })
  const lane = laneOf(info.outputPath('s'), [channelOf.webhook(hook.url)])
  const { taken } = await night(lane, 0, { a: 'x' })
  expect(taken).toBe(1)
  const ids = hook.received.map(({ headers }) => headers['webhook-id'])
  expect(ids).toHaveLength(2)
  expect(new Set(ids).size).toBe(1)
})

test('a process killed before or amid its deliveries: the next one sends the same ids', async ({}, info) => {
  const hook = await receiverWith()
  const lane = laneOf(info.outputPath('s'), [channelOf.webhook(hook.url)])
  lane.nowMs = instantOf(0)
  await judge(lane, 0, { a: 'x', b: 'x' })
  const killed = new Error('killed')
  const send: Fetch = createFetch({})
  const delivery = deliveryOf(lane, {
    run: { id: 'run-0' },
    fetch: async (url, init) => {
      await send(url, init)
      throw killed
    },
  })
  // It ends between the response and its commit.
  const store = {
    ...delivery.store,
    commit: () => Promise.reject(killed),
  }
  await expect(deliver({ ...delivery, store })).rejects.toThrow('killed')
  const before = hook.received.map(({ body }) => body.id)
  expect(new Set(before).size).toBe(1)
  await deliver(deliveryOf(lane, { run: { id: 'run-1' } }))
  const after = hook.received.slice(before.length).map(({ body }) => body.id)
  expect(after).toHaveLength(2)
  expect(after[0]).toBe(before[0])
})

test('attempts pause 1, 2 and 4 seconds, with jitter, and a known failure is tried once', async ({}, info) => {
  const hook = await receiverWith(() => ({ status: 500 }))
  const lane = laneOf(info.outputPath('s'), [channelOf.webhook(hook.url)])
  await night(lane, 0, { a: 'x' })
  expect(hook.received).toHaveLength(4)
  const seconds = lane.waits.map((waitMs) => Math.floor(waitMs / 1000))
  expect(seconds).toHaveLength(3)
  for (const [index, least] of [1000, 2000, 4000].entries()) {
    expect(lane.waits[index]).toBeGreaterThanOrEqual(least)
    expect(lane.waits[index]).toBeLessThan(least * 1.5)
  }
  const { record } = await night(lane, 1, { a: 'x' })
  expect(hook.received).toHaveLength(5)
  expect(record.failing.hook?.message).toBe('HTTP 500')
})

test('Retry-After is honoured up to 20 seconds', async ({}, info) => {
  let after = '7'
  const hook = await receiverWith(() => {
    const headers = { 'retry-after': after }
    const isFirst = hook.received.length === 1
    return isFirst ? { status: 429, headers } : {}
  })
  const lane = laneOf(info.outputPath('s'), [channelOf.webhook(hook.url)])
  const { taken } = await night(lane, 0, { a: 'x' })
  expect(taken).toBe(1)
  expect(lane.waits).toEqual([7000])
  hook.received.length = 0
  after = '21'
  const { record } = await night(lane, 1, { a: '.' })
  expect(hook.received).toHaveLength(1)
  expect(lane.waits).toEqual([7000])
  expect(record.outbox).toHaveLength(1)
})

for (const status of [400, 401, 403, 404, 410, 301, 307])
  test(`${status} will not work: one attempt, and the notices are kept`, async ({}, info) => {
    const other = await receiverWith()
    const hook = await receiverWith(() => ({
      status,
      headers: { location: `${other.url}/elsewhere` },
    }))
    const lane = laneOf(info.outputPath('s'), [channelOf.webhook(hook.url)])
    const { record } = await night(lane, 0, { a: 'x', b: 'x' })
    // Another cause may please a receiver that does not like this one.
    expect(hook.received).toHaveLength(status === 400 ? 2 : 1)
    expect(other.received).toEqual([])
    expect(record.outbox).toHaveLength(2)
    expect(record.failing.hook?.message).toContain(`HTTP ${status}`)
  })

test('a receiver that hangs is left in time, and the others are not held up', async ({}, info) => {
  const hook = await receiverWith(() => ({ fault: 'before' }))
  const slack = await receiverWith(() => ({ status: 200, body: 'ok' }))
  const lane = laneOf(info.outputPath('s'), [
    channelOf.webhook(hook.url),
    channelOf.slack(slack.url),
  ])
  const { record } = await night(lane, 0, { a: 'x' }, { pace: shortPace })
  expect(hook.received).toHaveLength(4)
  expect(slack.received).toHaveLength(1)
  expect(record.failing.hook?.message).toBe('no response within 0.2 s')
  expect(record.outbox.map(({ channels }) => channels)).toEqual([['hook']])
})

test('a receiver whose body never ends has taken the notice', async ({}, info) => {
  const hook = await receiverWith(() => ({ status: 200, fault: 'after' }))
  const lane = laneOf(info.outputPath('s'), [channelOf.webhook(hook.url)])
  const { taken } = await night(lane, 0, { a: 'x' }, { pace: shortPace })
  expect(taken).toBe(1)
  expect(hook.received).toHaveLength(1)
})

test('all deliveries together end in time: what is left waits', async ({}, info) => {
  const hook = await receiverWith()
  const lane = laneOf(info.outputPath('s'), [channelOf.webhook(hook.url)])
  const slow: Fetch = async (url, init) => {
    lane.nowMs += 9000
    return createFetch({})(url, init)
  }
  const looks = { a: 'x', b: 'x', c: 'x', d: 'x', e: 'x' } as const
  const first = await night(lane, 0, looks, { fetch: slow })
  expect(first.taken).toBe(4)
  expect(first.record.outbox).toHaveLength(1)
  expect(first.record.failing).toEqual({})
  await night(lane, 1, looks)
  expect(shown(hook)).toEqual([
    ...Array.from({ length: 4 }, () => 'opened'),
    'opened late',
  ])
})

test('opened and recovered while it was down: PagerDuty gets neither, the webhook both, late', async ({}, info) => {
  const pager = await receiverWith(down)
  const hook = await receiverWith(down)
  const lane = laneOf(info.outputPath('s'), [
    channelOf.pagerduty(pager.url),
    channelOf.webhook(hook.url),
  ])
  await night(lane, 0, { a: 'x', b: 'x' })
  for (const receiver of [pager, hook]) {
    receiver.received.length = 0
    receiver.answers(() => ({ status: 202 }))
  }
  const { record } = await night(lane, 1, { a: '.', b: 'x' })
  expect(pager.received.map(({ body }) => body.dedup_key)).toEqual([
    'seamwatch:production:b',
  ])
  expect(shown(hook)).toEqual(['opened late', 'opened late', 'recovered late'])
  expect(record.outbox).toEqual([])
  const journal = join(lane.folder, 'journal')
  const lines = readdirSync(journal).map((name) =>
    readFileSync(join(journal, name), 'utf8'),
  )
  expect(lines.join('').match(/it was over before/g)).toHaveLength(2)
})

test('what PagerDuty does not get shows nothing of the channel', async ({}, info) => {
  const pager = await receiverWith(down)
  const hook = await receiverWith()
  const lane = laneOf(info.outputPath('s'), [
    channelOf.pagerduty(pager.url),
    channelOf.webhook(hook.url),
  ])
  const { record: before } = await night(lane, 0, { a: 'x' })
  const { record } = await night(lane, 1, { a: '.' })
  expect(pager.received).toHaveLength(4)
  expect(record.outbox).toEqual([])
  expect(record.failing.pager?.since).toBe(before.failing.pager?.since)
  // It was not tried again: a minute of trouble is no hour.
  expect(shown(hook)).toEqual(['opened', 'recovered'])
})

test('a trigger that may have arrived is resolved', async ({}, info) => {
  const pager = await receiverWith(() => ({ fault: 'cut' }))
  const lane = laneOf(info.outputPath('s'), [channelOf.pagerduty(pager.url)])
  await night(lane, 0, { a: 'x' })
  pager.received.length = 0
  pager.answers(() => ({}))
  await night(lane, 1, { a: '.' })
  expect(actions(pager)).toEqual(['resolve'])
})

test('a trigger of a process that was killed is resolved', async ({}, info) => {
  const pager = await receiverWith()
  const lane = laneOf(info.outputPath('s'), [channelOf.pagerduty(pager.url)])
  lane.nowMs = instantOf(0)
  await judge(lane, 0, { a: 'x' })
  const delivery = deliveryOf(lane, { run: { id: 'run-0' } })
  const { commit } = delivery.store
  const store = {
    ...delivery.store,
    commit: (events: Parameters<typeof commit>[0]) =>
      events[0]?.type === 'delivered'
        ? Promise.reject(new Error('killed'))
        : commit(events),
  }
  await expect(deliver({ ...delivery, store })).rejects.toThrow('killed')
  await night(lane, 1, { a: '.' })
  expect(actions(pager)).toEqual(['trigger', 'resolve'])
})

test('what waits for 14 days is dropped, with an event', async ({}, info) => {
  const hook = await receiverWith(() => ({ status: 410 }))
  const lane = laneOf(info.outputPath('s'), [channelOf.webhook(hook.url)])
  await night(lane, 0, { a: 'x' })
  const kept = await night(lane, 14, { a: 'x' })
  expect(kept.record.outbox).toHaveLength(1)
  const { record } = await night(lane, 15, { a: 'x' })
  expect(record.outbox).toEqual([])
  expect(hook.received).toHaveLength(2)
  const journal = join(lane.folder, 'journal', '2026-01.jsonl')
  expect(readFileSync(journal, 'utf8')).toContain('"type":"dropped"')
})

test('a channel that takes nothing for an hour is reported on the others, once each time', async ({}, info) => {
  const hook = await receiverWith(() => ({ status: 404, body: 'no_service' }))
  const slack = await receiverWith()
  const pager = await receiverWith()
  const lane = laneOf(info.outputPath('s'), [
    channelOf.webhook(hook.url),
    channelOf.slack(slack.url),
    channelOf.pagerduty(pager.url),
  ])
  const texts = () =>
    slack.received.map(({ body }) => String(body.text)).filter(isUndelivered)
  await night(lane, 0, { a: 'x' })
  lane.nowMs = instantOf(0) + 59 * 60_000
  await deliver(deliveryOf(lane))
  expect(texts()).toEqual([])
  lane.nowMs = instantOf(0) + 61 * 60_000
  await deliver(deliveryOf(lane))
  await night(lane, 1, { a: 'x' })
  expect(texts()).toEqual([
    'channel · hook: a channel takes no notices on production (api), page',
  ])
  const keys = pager.received.map(({ body }) => body.dedup_key)
  expect(keys).toEqual([
    'seamwatch:production:a',
    'seamwatch:production:channel · hook',
  ])
  expect(pager.received[1]?.body.payload.custom_details.why).toContain(
    'the channel "hook" has taken nothing since 2026-01-01T02:00:00.000Z (HTTP 404: no_service); 1 notice for it waits',
  )
  hook.answers(() => ({}))
  await night(lane, 2, { a: '.' })
  hook.answers(() => ({ status: 404 }))
  await night(lane, 3, { a: 'x' })
  await night(lane, 4, { a: 'x' })
  expect(texts()).toHaveLength(2)
})

const isUndelivered = (text: string) => text.startsWith('channel · ')

test('channels deliver side by side, and the store takes one commit after the other', async ({}, info) => {
  const receivers = await Promise.all(
    Array.from({ length: 4 }, () => receiverWith(() => ({ delayMs: 20 }))),
  )
  const lane = laneOf(
    info.outputPath('s'),
    receivers.map(({ url }, index) =>
      channelOf.webhook(url, { name: `hook ${index}` }),
    ),
  )
  const { record } = await night(lane, 0, { a: 'x', b: 'x', c: 'x' })
  expect(receivers.map(({ received }) => received.length)).toEqual([3, 3, 3, 3])
  expect(record.outbox).toEqual([])
  const { record: again, damage } = await openFolderStore(
    lane.folder,
    () => lane.nowMs,
  ).load()
  expect({ again, damage }).toEqual({ again: record, damage: [] })
})

test('a store that another process has written is read again, and nothing is sent twice', async ({}, info) => {
  const hook = await receiverWith()
  const lane = laneOf(info.outputPath('s'), [channelOf.webhook(hook.url)])
  lane.nowMs = instantOf(0)
  await judge(lane, 0, { a: 'x', b: 'x' })
  const send = createFetch({})
  let isFirst = true
  const overtaken: Fetch = async (url, init) => {
    if (isFirst) await judge(lane, 1, { c: 'x', a: 'x', b: 'x' })
    isFirst = false
    return send(url, init)
  }
  const { record } = await deliver(deliveryOf(lane, { fetch: overtaken }))
  expect(hook.received.map(({ body }) => body.key)).toEqual(['a', 'b', 'c'])
  expect(record.outbox).toEqual([])
})

test('a self-signed certificate, and plain http to another machine, are refused', async ({}, info) => {
  const secure = await openReceiver(() => ({}), await selfSigned())
  opened.push(secure)
  const lane = laneOf(info.outputPath('s'), [
    channelOf.webhook(secure.url),
    channelOf.slack('http://hooks.example.com'),
  ])
  const { record } = await night(lane, 0, { a: 'x' })
  expect(secure.received).toEqual([])
  expect(record.failing.hook?.message).toMatch(/SELF_SIGNED_CERT/)
  expect(record.failing.slack?.message).toBe(
    'its URL must begin with https://; http:// is for this machine only',
  )
})

test('no secret is in any body, in the store, or in a message', async ({}, info) => {
  const canary = 'seam_c4n4ryKeyOfTheRun12345'
  const receivers = await Promise.all([1, 2, 3].map(() => receiverWith(echo)))
  const [hook, slack, pager] = receivers.map(({ url }) => url)
  const lane = laneOf(info.outputPath('s'), [
    channelOf.webhook(hook ?? ''),
    channelOf.slack(slack ?? ''),
    channelOf.pagerduty(pager ?? ''),
  ])
  lane.nowMs = instantOf(0)
  const finding = {
    fingerprint: 'a · b',
    code: 'a',
    operation: 'b',
    at: 'body',
    expected: `${canary} or ${secret}`,
    received: channelOf.slack('https://hooks.slack.com').url,
    seenAt: [],
  }
  await judge(lane, 0, { a: 'x' }, { findings: [finding] })
  const { record } = await deliver(deliveryOf(lane, { secrets: [canary] }))
  const texts = receivers.flatMap(({ received }) =>
    received.map(({ text }) => text.replace(`"routing_key":"${pagerKey}"`, '')),
  )
  expect(texts).toHaveLength(12)
  const canaries = ['c4n4ryKey', secret, pagerKey, 'S3cretPath', 'T0CANARY1']
  for (const text of [...texts, JSON.stringify(record.failing)])
    for (const part of canaries) expect(text).not.toContain(part)
  expect(JSON.stringify(record.failing)).toContain('HTTP 500: ')
})
