/** What waits for PagerDuty, and is over: each case in one line. */
import { expect, test } from '@playwright/test'
import type { NoticeKind } from '../../../../src/model/monitor.ts'
import { noticeOf } from '../../../../src/monitor/notice.ts'
import { pointless } from '../../../../src/monitor/notify/queue.ts'
import { live, nights, target } from '../runs.ts'

/** @param waiting kinds, oldest first; `*` may have arrived, `2` is of the second
 * episode.
 * @returns those that are not sent. */
function notSent(waiting: string, kind: 'pagerduty' | 'webhook' = 'pagerduty') {
  const { cause } = live(nights('xx')).state.causes
  if (!cause) throw new Error('no cause')
  const outbox = waiting.split(' ').map((text) => {
    const [name = ''] = /^[a-z]+/.exec(text) ?? []
    const about = {
      target,
      // Each line below names kinds alone.
      kind: name as NoticeKind,
      urgency: 'page',
      why: '',
      runId: 'run-1',
      timestamp: '2026-01-01T02:00:00.000Z',
    } as const
    const episode = text.includes('2') ? 2 : 1
    return {
      notice: { ...noticeOf({ ...cause, episode }, about), id: text },
      channels: ['pager'],
      ...(text.includes('*') && { attempted: ['pager'] }),
    }
  })
  const channel = { name: 'pager', kind }
  return pointless({ outbox, failing: {} }, { channel, at: '' })
    .map((event) => (event.type === 'delivered' ? event.notice : '?'))
    .join(' ')
}

test('an episode that is over before it could be sent is not sent', () => {
  expect(notSent('opened recovered')).toBe('opened recovered')
  expect(notSent('opened flapping recovered')).toBe('opened flapping recovered')
  expect(notSent('opened recovered regressed2')).toBe('opened recovered')
  expect(notSent('opened recovered regressed2 recovered2')).toBe(
    'opened recovered regressed2 recovered2',
  )
})

test('where its beginning was sent, or may have been, its end is sent', () => {
  expect(notSent('recovered')).toBe('')
  expect(notSent('flapping recovered')).toBe('flapping')
  expect(notSent('opened* recovered')).toBe('opened*')
  expect(notSent('recovered regressed2')).toBe('')
})

test('what is open is sent, and the other channels get all', () => {
  expect(notSent('opened')).toBe('')
  expect(notSent('opened recovered', 'webhook')).toBe('')
})
