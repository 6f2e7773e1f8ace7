/** The store on disk: whatever is cut off or flipped, no page is sent for it, it
 * is reported once, and what could not be read is kept. */
import {
  appendFileSync,
  cpSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import type { JudgedRun } from '../../../src/model/monitor.ts'
import { openFolderStore } from '../../../src/monitor/store/folder-store.ts'
import { emptyRecord, fold } from '../../../src/monitor/store/record.ts'
import type { Event, MonitorRecord } from '../../../src/monitor/store/record.ts'
import { advance } from '../../../src/monitor/advance.ts'
import { flapping, live, nights, runOf, target } from './runs.ts'

const now = () => Date.UTC(2026, 0, 20)

function judged(run: JudgedRun): Event {
  return { type: 'judged', run, target, flapping, channels: {} }
}

/** Three nights with an open cause, one line each.
 * @returns its folder. */
async function threeNights(folder: string): Promise<string> {
  for (const run of nights('xxx')) {
    const store = openFolderStore(folder, now)
    await store.load()
    await store.commit([judged(run)])
  }
  return folder
}

const journalOf = (folder: string) => join(folder, 'journal', '2026-01.jsonl')

/** The next night sees the cause again, without a second look. */
async function nextNight(folder: string) {
  const store = openFolderStore(folder, now)
  const { record, damage } = await store.load()
  const run = runOf(9, { cause: 'x' })
  const { notices } = advance(record.state, { run, target, flapping })
  await store.commit([judged(run)])
  const again = await openFolderStore(folder, now).load()
  const pages = notices.filter(({ urgency }) => urgency === 'page')
  return { record, damage, pages, again }
}

const copied = (from: string, to: string): string => {
  rmSync(to, { recursive: true, force: true })
  cpSync(from, to, { recursive: true })
  return to
}

test('what is loaded is what was folded when it was live', async ({}, info) => {
  const folder = await threeNights(info.outputPath('store'))
  const { record, damage } = await openFolderStore(folder, now).load()
  expect(damage).toEqual([])
  expect(record.state).toEqual(live(nights('xxx')).state)
  for (const file of ['state.json', 'state.previous.json'])
    rmSync(join(folder, file))
  const folded = await openFolderStore(folder, now).load()
  expect(folded).toEqual({ record, damage: [] })
})

test('a journal that is cut anywhere in its last line pages for nothing, and is reported once', async ({}, info) => {
  const whole = await threeNights(info.outputPath('whole'))
  const lines = readFileSync(journalOf(whole), 'utf8').split('\n')
  const size = statSync(journalOf(whole)).size
  const last = Buffer.byteLength(lines[2] ?? '') + 1
  expect(last).toBeGreaterThan(100)
  for (let cut = 1; cut <= last; cut += 1) {
    const folder = copied(whole, info.outputPath('cut'))
    truncateSync(journalOf(folder), size - cut)
    const { damage, pages, record, again } = await nextNight(folder)
    expect({ cut, pages, damage: damage.length }).toEqual({
      cut,
      pages: [],
      damage: 1,
    })
    expect(again.damage).toEqual([])
    expect(record.state).toEqual(live(nights('xxx')).state)
    const kept = readdirSync(join(folder, 'journal'))
    expect(kept.filter((name) => name.includes('.damaged-'))).toHaveLength(1)
  }
})

test('a byte that is flipped anywhere pages for nothing, and is reported once', async ({}, info) => {
  const whole = await threeNights(info.outputPath('whole'))
  for (const file of [
    'journal/2026-01.jsonl',
    'state.json',
    'state.previous.json',
  ]) {
    const bytes = readFileSync(join(whole, file))
    for (let at = 0; at < bytes.length - 1; at += 7) {
      const folder = copied(whole, info.outputPath('flipped'))
      const flipped = Buffer.from(bytes)
      flipped[at] = (flipped[at] ?? 0) ^ 0x04
      writeFileSync(join(folder, file), flipped)
      const { damage, pages, again } = await nextNight(folder)
      expect({ file, at, pages, damage: damage.length }).toEqual({
        file,
        at,
        pages: [],
        damage: 1,
      })
      expect(again.damage).toEqual([])
    }
  }
})

test('where all is lost, the next run opens quietly', async ({}, info) => {
  const folder = await threeNights(info.outputPath('store'))
  for (const file of [journalOf(folder), join(folder, 'state.json')])
    writeFileSync(file, 'no more\n')
  writeFileSync(join(folder, 'state.previous.json'), '')
  const { damage, pages, record } = await nextNight(folder)
  expect(damage).toHaveLength(3)
  expect(pages).toEqual([])
  expect(record.state.isBaseline).toBe(true)
  const names = readdirSync(folder, { recursive: true }).map(String)
  expect(names.filter((name) => name.includes('.damaged-'))).toHaveLength(3)
})

test('a writer that another one has overtaken is refused', async ({}, info) => {
  const folder = await threeNights(info.outputPath('store'))
  const [one, other] = [
    openFolderStore(folder, now),
    openFolderStore(folder, now),
  ]
  await one.load()
  await other.load()
  const run = runOf(5, { cause: '.' })
  expect(await one.commit([judged(run)])).not.toBe('moved-on')
  expect(await other.commit([judged(run)])).toBe('moved-on')
})

test('a run that was killed between the journal and the state is folded', async ({}, info) => {
  const folder = await threeNights(info.outputPath('store'))
  const before = info.outputPath('before')
  copied(folder, before)
  const store = openFolderStore(folder, now)
  await store.load()
  await store.commit([judged(runOf(5, { cause: '.' }))])
  const added = readFileSync(journalOf(folder)).subarray(
    statSync(journalOf(before)).size,
  )
  appendFileSync(journalOf(before), added)
  const { record, damage } = await openFolderStore(before, now).load()
  expect(damage).toEqual([])
  expect(record.state.causes.cause?.phase).toBe('recovered')
})

test('a notice waits for each of its channels, and is kept once', () => {
  const run = runOf(0, { cause: 'x' })
  const { notices } = advance(emptyRecord.state, { run, target, flapping })
  const id = notices[0]?.id ?? ''
  const at = run.endedAt
  const first = fold(emptyRecord, {
    type: 'judged',
    run,
    target,
    flapping,
    channels: { [id]: ['slack', 'pager'] },
  })
  expect(waitingIn(first)).toEqual([['slack', 'pager']])
  const refused = fold(first, {
    type: 'refused',
    channel: 'pager',
    at,
    message: '500',
  })
  expect(refused.failing).toEqual({ pager: { since: at, message: '500' } })
  const deliver = (channel: string) =>
    ({ type: 'delivered', notice: id, channel, at }) as const
  const one = fold(refused, deliver('pager'))
  expect(waitingIn(one)).toEqual([['slack']])
  expect(one.failing).toEqual({})
  expect(waitingIn(fold(one, deliver('slack')))).toEqual([])
})

function waitingIn({ outbox }: MonitorRecord): readonly (readonly string[])[] {
  return outbox.map(({ channels }) => channels)
}
