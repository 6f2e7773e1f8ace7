/** Which channels take a notice. */
import { expect, test } from '@playwright/test'
import type { Notice, NoticeKind } from '../../../../src/model/monitor.ts'
import type { FindingClass } from '../../../../src/model/catalog.ts'
import { noticeOf, ownNotice } from '../../../../src/monitor/notice.ts'
import { channelsFor } from '../../../../src/monitor/notify/channels.ts'
import type { Urgency } from '../../../../src/model/monitor.ts'
import { live, nights, target } from '../runs.ts'
import { channelOf } from './nights.ts'

const url = 'http://127.0.0.1:1'
const channels = [
  channelOf.webhook(url),
  channelOf.slack(url),
  channelOf.pagerduty(url),
  channelOf.github(url),
]

function noticeWith(
  kind: NoticeKind,
  urgency: Urgency = 'page',
  name: FindingClass = 'breaking-drift',
): Notice {
  const timestamp = '2026-01-03T02:00:00.000Z'
  const about = { target, kind, urgency, timestamp, why: '', runId: 'run-2' }
  const isOwn = ['missed', 'damaged', 'undelivered'].includes(kind)
  if (isOwn) return ownNotice(about, 'it')
  const { cause } = live(nights('xx', { class: name })).state.causes
  if (!cause) throw new Error('no cause')
  return noticeOf(cause, about)
}

const taking = (notice: Notice, these = channels) =>
  channelsFor(notice, { channels: these }).join(' ')

test('each kind of channel shows its kinds of notices', () => {
  const table = (
    [
      ['opened', 'page'],
      ['regressed', 'page'],
      ['flapping', 'page'],
      ['recovered', 'low'],
      ['expired', 'page'],
      ['unconfirmed', 'low'],
      ['missed', 'low'],
      ['damaged', 'low'],
      ['undelivered', 'page'],
    ] as const
  ).map(([kind, urgency]) => `${kind}: ${taking(noticeWith(kind, urgency))}`)
  expect(table).toEqual([
    'opened: hook slack pager issues',
    'regressed: hook slack pager issues',
    'flapping: hook slack pager issues',
    'recovered: hook slack pager issues',
    'expired: hook slack pager issues',
    'unconfirmed: hook',
    'missed: hook slack',
    'damaged: hook slack',
    'undelivered: hook slack pager',
  ])
})

test('PagerDuty gets nothing that waits for the morning', () => {
  expect(taking(noticeWith('opened', 'low', 'latency'))).toBe(
    'hook slack issues',
  )
  expect(taking(noticeWith('recovered', 'low', 'latency'))).toBe(
    'hook slack issues',
  )
})

test('a channel takes the owners and kinds that it names', () => {
  const [hook, ...others] = [
    channelOf.webhook(url, { owners: ['client-sessions'], only: ['opened'] }),
    channelOf.slack(url, { owners: ['another team'] }),
    channelOf.pagerduty(url, { only: ['regressed', 'recovered'] }),
  ]
  const these = [hook, ...others].flatMap((it) => it ?? [])
  expect(taking(noticeWith('opened'), these)).toBe('hook')
  expect(taking(noticeWith('recovered', 'low'), these)).toBe('pager')
  expect(taking(noticeWith('flapping'), these)).toBe('')
})

test('what is about the monitor itself goes to each owner', () => {
  const these = [channelOf.slack(url, { owners: ['another team'] })]
  expect(taking(noticeWith('damaged', 'low'), these)).toBe('slack')
})
