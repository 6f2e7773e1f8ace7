/** Nights of a monitor with receivers: each judges a run, commits it, and
 * delivers. The clock does not wait. */
import { createFetch } from '../../../../src/monitor/notify/fetch.ts'
import { channelsFor } from '../../../../src/monitor/notify/channels.ts'
import { deliver } from '../../../../src/monitor/notify/deliver.ts'
import type {
  Delivered,
  Delivery,
} from '../../../../src/monitor/notify/deliver.ts'
import { usualPace } from '../../../../src/monitor/notify/attempts.ts'
import { advance } from '../../../../src/monitor/advance.ts'
import type { Cause } from '../../../../src/model/monitor.ts'
import type { Channel } from '../../../../src/monitor/policy.ts'
import { openFolderStore } from '../../../../src/monitor/store/folder-store.ts'
import type { Store } from '../../../../src/monitor/store/store.ts'
import { flapping, runOf, target } from '../runs.ts'
import type { Look } from '../runs.ts'

export const secret = `whsec_${Buffer.from('a signing key of 32 characters!!').toString('base64')}`
export const pagerKey = 'R0ut1ngKeyOf32Characters0123abcd'
export const token = 'ghp_c4n4ryT0k3nOfGitHub0123456789abcd'

export const channelOf = {
  webhook: (url: string, over = {}): Channel => ({
    kind: 'webhook',
    name: 'hook',
    url: `${url}/hooks/S3cretPathOfTheHook`,
    secret,
    ...over,
  }),
  slack: (url: string, over = {}): Channel => ({
    kind: 'slack',
    name: 'slack',
    url: `${url}/services/T0CANARY1/B0CANARY2/S3cretPathOfSlack`,
    ...over,
  }),
  pagerduty: (url: string, over = {}): Channel => ({
    kind: 'pagerduty',
    name: 'pager',
    url: `${url}/v2/enqueue`,
    key: pagerKey,
    ...over,
  }),
  github: (url: string, over = {}): Channel => ({
    kind: 'github',
    name: 'issues',
    url,
    repository: 'acme/api',
    token,
    ...over,
  }),
}

export type Lane = {
  readonly folder: string
  readonly channels: readonly Channel[]
  /** What was waited for, in milliseconds. */
  readonly waits: number[]
  /** Of the clock. */
  nowMs: number
}

export function laneOf(folder: string, channels: readonly Channel[]): Lane {
  return { folder, channels, waits: [], nowMs: 0 }
}

export async function judge(
  { folder, channels, nowMs }: Lane,
  number: number,
  looks: Readonly<Record<string, Look>>,
  over: Partial<Cause> = {},
): Promise<Store> {
  const store = openFolderStore(folder, () => nowMs)
  const { record } = await store.load()
  const run = runOf(number, looks, over)
  const { notices } = advance(record.state, { run, target, flapping })
  const addressed = Object.fromEntries(
    notices.map((it) => [it.id, channelsFor(it, { channels })]),
  )
  await store.commit([
    { type: 'judged', run, target, flapping, channels: addressed },
  ])
  return store
}

export function deliveryOf(lane: Lane, over: Partial<Delivery> = {}): Delivery {
  const { folder, channels, waits } = lane
  const clock = {
    now: () => lane.nowMs,
    wait: async (durationMs: number) => {
      waits.push(durationMs)
      lane.nowMs += durationMs
    },
  }
  return {
    store: openFolderStore(folder, clock.now),
    policy: { channels },
    target,
    driver: 'api',
    secrets: [],
    fetch: createFetch({}),
    clock,
    ...over,
  }
}

export const instantOf = (number: number) => Date.UTC(2026, 0, number + 1, 2)

/** A run at two at night: judged, then delivered. */
export async function night(
  lane: Lane,
  number: number,
  looks: Readonly<Record<string, Look>>,
  over: Partial<Delivery> = {},
): Promise<Delivered> {
  lane.nowMs = instantOf(number)
  await judge(lane, number, looks)
  const run = { id: `run-${number}` }
  return deliver(deliveryOf(lane, { run, ...over }))
}

/** For receivers that hang: in real time. */
export const shortPace = { ...usualPace, attemptMs: 200, totalMs: 30_000 }
