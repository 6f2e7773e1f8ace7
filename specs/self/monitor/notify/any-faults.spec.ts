/** Whatever the receivers do and wherever a process is killed: at the end each
 * channel has each notice, in order, under ids that stay. */
import { assert, asyncProperty, array, constantFrom, integer } from 'fast-check'
import { expect, test } from '@playwright/test'
import { advance } from '../../../../src/monitor/advance.ts'
import { channelsFor } from '../../../../src/monitor/notify/channels.ts'
import { deliver } from '../../../../src/monitor/notify/deliver.ts'
import type { Fetch } from '../../../../src/monitor/notify/send.ts'
import { emptyRecord, fold } from '../../../../src/monitor/store/record.ts'
import type { MonitorRecord } from '../../../../src/monitor/store/record.ts'
import type { Store } from '../../../../src/monitor/store/store.ts'
import { flapping, runOf, target } from '../runs.ts'
import type { Look } from '../runs.ts'
import { channelOf, instantOf } from './nights.ts'

type Fault = 'ok' | 'down' | 'lost' | 'refused' | 'killed'

const channels = [
  channelOf.webhook('http://127.0.0.1:1', { name: 'one' }),
  channelOf.webhook('http://127.0.0.1:2', { name: 'two' }),
  channelOf.pagerduty('http://127.0.0.1:3'),
]
const killed = new Error('killed')

/** In memory: what was committed is there for the next process. */
function memoryStore(): { readonly store: Store; record: MonitorRecord } {
  const kept = {
    record: emptyRecord,
    store: {
      load: async () => ({ record: kept.record, damage: [] }),
      commit: async (events: Parameters<Store['commit']>[0]) => {
        kept.record = events.reduce(fold, kept.record)
        return kept.record
      },
    },
  }
  return kept
}

const reply = (status: number) => ({
  status,
  headers: { get: () => null },
  body: null,
})

/** @returns what arrived, by host. */
function receivers(nextFault: () => Fault) {
  const arrived = new Map<string, any[]>() // oxlint-disable-line no-explicit-any -- JSON
  const take: Fetch = async (url, { body = '' }) => {
    const fault = nextFault()
    if (fault === 'down') return reply(503)
    if (fault === 'refused')
      throw Object.assign(new TypeError('fetch failed'), {
        cause: { code: 'ECONNREFUSED' },
      })
    const { host } = new URL(url)
    arrived.set(host, [...(arrived.get(host) ?? []), JSON.parse(body)])
    if (fault === 'killed') throw killed
    if (fault === 'lost') throw Object.assign(new TypeError('fetch failed'), {})
    return reply(202)
  }
  return { arrived, fetch: take }
}

async function live(
  looks: readonly (readonly [Look, Look])[],
  faults: readonly Fault[],
) {
  const kept = memoryStore()
  let count = 0
  let isCalm = false
  const nextFault = (): Fault => {
    if (isCalm) return 'ok'
    count += 1
    return faults[count % faults.length] ?? 'ok'
  }
  const { arrived, fetch } = receivers(nextFault)
  const made: string[] = []
  for (const [number, [a, b]] of looks.entries()) {
    isCalm = number === looks.length - 1
    const run = runOf(number, { a, b })
    const { notices } = advance(kept.record.state, { run, target, flapping })
    made.push(...notices.map(({ id }) => id))
    const addressed = Object.fromEntries(
      notices.map((it) => [it.id, channelsFor(it, { channels })]),
    )
    await kept.store.commit([
      { type: 'judged', run, target, flapping, channels: addressed },
    ])
    let nowMs = instantOf(number)
    const clock = {
      now: () => nowMs,
      wait: async (ms: number) => {
        nowMs += ms
      },
    }
    const by = { id: run.runId }
    const given = { target, driver: 'api', secrets: [], fetch, clock, run: by }
    const policy = { channels }
    await deliver({ store: kept.store, policy, ...given }).catch(
      (error: unknown) => {
        if (error !== killed) throw error
      },
    )
  }
  return { arrived, made, record: kept.record }
}

test('each notice arrives in order, and what PagerDuty has open is what is open', async () => {
  await assert(
    asyncProperty(
      array(integer({ min: 0, max: 24 }), { minLength: 2, maxLength: 12 }),
      array(
        constantFrom<Fault>('ok', 'ok', 'down', 'lost', 'refused', 'killed'),
        { minLength: 1, maxLength: 30 },
      ),
      async (codes, faults) => {
        const all: readonly Look[] = ['x', '.', '?', 'u', 'x']
        const looks = codes.map(
          (code) =>
            [all[code % 5] ?? 'x', all[Math.floor(code / 5)] ?? 'x'] as const,
        )
        const { arrived, made, record } = await live(looks, faults)
        expect(record.outbox.filter(isHook)).toEqual([])
        for (const host of ['127.0.0.1:1', '127.0.0.1:2']) {
          const bodies = (arrived.get(host) ?? []).filter(isOfCause)
          const ids = [...new Set(bodies.map(({ id }) => String(id)))]
          expect(ids.toSorted()).toEqual(made.toSorted())
          for (const key of ['a', 'b']) {
            const mine = bodies.filter((it) => it.key === key)
            const order = [...new Set(mine.map(({ id }) => String(id)))]
            expect(order).toEqual(made.filter((id) => order.includes(id)))
          }
        }
        const open = new Set<string>()
        for (const event of arrived.get('127.0.0.1:3') ?? [])
          if (event.event_action === 'trigger') open.add(event.dedup_key)
          else open.delete(event.dedup_key)
        const stillOpen = Object.values(record.state.causes)
          .filter(({ phase }) => phase === 'open' || phase === 'flapping')
          .map(({ key }) => `seamwatch:production:${key}`)
        const causes = [...open].filter((key) => !key.includes('channel ·'))
        expect(causes.toSorted()).toEqual(stillOpen.toSorted())
      },
    ),
    { numRuns: 150 },
  )
})

const isHook = ({
  channels: names,
}: {
  readonly channels: readonly string[]
}) => names.includes('one') || names.includes('two')
const isOfCause = ({ type }: { readonly type: string }) =>
  type.startsWith('finding.')
