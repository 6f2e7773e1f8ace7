/** The heartbeat: start, success and fail under one run id, never in the way. */
import { expect, test } from '@playwright/test'
import { createFetch } from '../../../../src/monitor/notify/fetch.ts'
import {
  openHeartbeat,
  uuidOf,
} from '../../../../src/monitor/notify/heartbeat.ts'
import type { HeartbeatOptions } from '../../../../src/monitor/notify/heartbeat.ts'
import { openReceiver } from './receiver.ts'
import type { Receiver } from './receiver.ts'

const runId = '0B7e9a52-1c1d-4c0e-9a5c-0123456789ab'
const secretPath = '/ping/S3cretPathOfTheCheck'

let receiver: Receiver
test.beforeEach(async () => {
  receiver = await openReceiver()
})
test.afterEach(() => receiver.stop())

function heartbeatOf(
  over: Partial<HeartbeatOptions> = {},
  style: 'healthchecks' | 'plain' = 'healthchecks',
) {
  const waits: number[] = []
  const url = `${receiver.url}${secretPath}`
  const clock = {
    now: () => 0,
    wait: async (durationMs: number) => void waits.push(durationMs),
  }
  const heartbeat = openHeartbeat({
    policy: { channels: [], heartbeat: { url, style } },
    runId,
    secrets: [],
    fetch: createFetch({}),
    clock,
    ...over,
  })
  return { ...heartbeat, waits }
}

const paths = () => receiver.received.map(({ path }) => path)

test('start, success and fail carry the id of the run', async () => {
  const { ping } = heartbeatOf()
  expect(await ping('start')).toEqual({ isSent: true })
  await ping('success', 'passed: 5 cases')
  await ping('fail', 'inconclusive')
  const rid = `?rid=${runId.toLowerCase()}`
  expect(paths()).toEqual([
    `${secretPath}/start${rid}`,
    `${secretPath}${rid}`,
    `${secretPath}/fail${rid}`,
  ])
  expect(receiver.received[1]?.text).toBe('passed: 5 cases')
  expect(receiver.received.map(({ method }) => method)).toEqual([
    'POST',
    'POST',
    'POST',
  ])
})

test('a run id that is no UUID makes one, always the same', () => {
  const made = uuidOf('20260101-020000-abc')
  expect(made).toMatch(
    /^[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/,
  )
  expect(uuidOf('20260101-020000-abc')).toBe(made)
  expect(uuidOf('20260101-020000-abd')).not.toBe(made)
})

test('the plain style pings success alone, at the URL as it is', async () => {
  const { ping } = heartbeatOf({}, 'plain')
  await ping('start')
  await ping('fail')
  await ping('success')
  expect(paths()).toEqual([secretPath])
})

test('without a heartbeat nothing is sent', async () => {
  const { ping } = heartbeatOf({ policy: { channels: [] } })
  expect(await ping('success')).toEqual({ isSent: false })
  expect(receiver.received).toEqual([])
})

test('a ping is attempted three times, and then reported without its URL', async () => {
  receiver.answers(({ path }) => ({ status: 500, body: `no ${path}` }))
  const { ping, waits } = heartbeatOf()
  const { isSent, message = '' } = await ping('success')
  expect(isSent).toBe(false)
  expect(receiver.received).toHaveLength(3)
  expect(waits).toEqual([1000, 1000])
  expect(message).toMatch(/^heartbeat: HTTP 500: no /)
  expect(message).not.toContain('S3cret')
})

test('a check that is no more is not pinged again', async () => {
  receiver.answers(() => ({ status: 404 }))
  const { isSent, message } = await heartbeatOf().ping('success')
  expect({ isSent, message }).toEqual({
    isSent: false,
    message: 'heartbeat: HTTP 404',
  })
  expect(receiver.received).toHaveLength(1)
})

test('a switch that hangs, or is none, holds up no run', async () => {
  receiver.answers(() => ({ fault: 'before' }))
  const { message } = await heartbeatOf({ timeoutMs: 100 }).ping('success')
  expect(message).toBe('heartbeat: no response within 0.1 s')
  expect(receiver.received).toHaveLength(3)
  const wrong = { url: 'no URL', style: 'healthchecks' } as const
  const policy = { channels: [], heartbeat: wrong }
  const { isSent } = await heartbeatOf({ policy }).ping('success')
  expect(isSent).toBe(false)
})

test('the body is redacted, and keeps its last 10 kB', async () => {
  const canary = 'seam_c4n4ryKeyOfTheRun12345'
  const { ping } = heartbeatOf({ secrets: [canary] })
  const lines = `${'ä€💥\n'.repeat(3000)}${canary} and ${receiver.url}${secretPath}\nthe verdict`
  await ping('success', lines)
  const text = receiver.received[0]?.text ?? ''
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(10_000)
  expect(Buffer.byteLength(text)).toBeGreaterThan(9900)
  expect(text).toMatch(/\nthe verdict$/)
  expect(text).not.toMatch(/c4n4ry|S3cret|\ufffd/)
})
