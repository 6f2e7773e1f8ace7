/** What each kind of channel is sent, by its own published rules. */
import type { KnownBlock } from '@slack/types'
import { expect, test } from '@playwright/test'
import { Webhook } from 'standardwebhooks'
import type { Payload } from '../../../../src/monitor/notify/payload.ts'
import {
  dedupKey,
  pagerdutyRequest,
} from '../../../../src/monitor/notify/pagerduty.ts'
import {
  slackMessage,
  slackRequest,
} from '../../../../src/monitor/notify/slack.ts'
import { webhookRequest } from '../../../../src/monitor/notify/webhook.ts'
import { channelOf, pagerKey, secret } from './nights.ts'

const url = 'http://127.0.0.1:1'
const finding = {
  fingerprint: 'body-required-missing · POST /client_sessions/create · body.ok',
  code: 'body-required-missing',
  operation: 'POST /client_sessions/create',
  at: 'body.ok',
  expected: '`true`',
  received: '<!channel> & more',
  requestId: 'request-1',
}
const base: Payload = {
  schemaVersion: 1,
  type: 'finding.opened',
  kind: 'opened',
  id: '0123456789abcdef0123456789abcdef',
  timestamp: '2026-01-03T02:00:00.000Z',
  urgency: 'page',
  severity: 'error',
  target: 'production',
  driver: 'api',
  key: 'body-required-missing · body.ok',
  class: 'breaking-drift',
  title: 'A required property is missing',
  why: 'seen in two runs in a row',
  owner: 'client-sessions',
  hint: 'Ask the API team.',
  episode: 1,
  firstSeen: '2026-01-02T02:00:00.000Z',
  openedAt: '2026-01-02T02:00:00.000Z',
  lastSeen: '2026-01-03T02:00:00.000Z',
  runs: { seen: 2, looked: 2 },
  findings: [finding],
  more: 2,
  run: { id: 'run-2', report: 'https://ci.example.com/runs/2' },
  late: true,
}
const recovered: Payload = {
  ...base,
  type: 'finding.recovered',
  kind: 'recovered',
  urgency: 'low',
}

const hook = channelOf.webhook(url)
const pager = channelOf.pagerduty(url)
const slack = channelOf.slack(url)

test('a webhook is verified by the library of Standard Webhooks', () => {
  if (hook.kind !== 'webhook') throw new Error('no webhook')
  const at = new Date()
  const { headers, body = '' } = webhookRequest(hook, { payload: base, at })
  expect(new Webhook(secret).verify(body, headers)).toEqual(base)
  expect(headers['webhook-id']).toBe(base.id)
  expect(() => new Webhook(secret).verify(`${body} `, headers)).toThrow()
  const later = new Date(at.getTime() + 60_000)
  const again = webhookRequest(hook, { payload: base, at: later })
  expect(again.headers['webhook-id']).toBe(base.id)
  expect(again.headers['webhook-timestamp']).not.toBe(
    headers['webhook-timestamp'],
  )
  expect(new Webhook(secret).verify(again.body ?? '', again.headers)).toEqual(
    base,
  )
})

test('a secret that is none is reported without it', () => {
  if (hook.kind !== 'webhook') throw new Error('no webhook')
  const wrong = { ...hook, secret: 'whsec_not base64!' }
  expect(() =>
    webhookRequest(wrong, { payload: base, at: new Date() }),
  ).toThrow(/^its secret is not "whsec_" and base64$/)
})

/** What Slack limits: https://docs.slack.dev/reference/block-kit/blocks */
function slackFaults(blocks: readonly KnownBlock[]): readonly string[] {
  const texts = blocks.flatMap((block) => {
    if (block.type === 'section') return [block.text?.text ?? '']
    if (block.type !== 'context') return ['?']
    return block.elements.map((it) => ('text' in it ? it.text : '?'))
  })
  return [
    ...(blocks.length > 50 ? ['blocks'] : []),
    ...texts.filter(({ length }) => length < 1 || length > 3000),
    ...texts.filter((text) => text === '?'),
    ...texts.filter((text) => /&(?!(?:amp|lt|gt);)/.test(text)),
  ]
}

test('a message of Slack begins with the key, and keeps its limits', () => {
  const { text, blocks } = slackMessage(base)
  expect(text).toBe(
    'body-required-missing · body.ok: opened on production (api), page',
  )
  expect(slackFaults(blocks)).toEqual([])
  const long = '<&>💥'.repeat(100)
  const many = Array.from({ length: 20 }, () => ({
    ...finding,
    at: long,
    expected: long,
    received: long,
    operation: long,
  }))
  const full = slackMessage({
    ...base,
    findings: many,
    key: long.repeat(3),
    title: long,
    why: long,
    hint: long,
  })
  expect(slackFaults(full.blocks)).toEqual([])
  expect(full.text.length).toBeLessThanOrEqual(3000)
  expect(full.blocks.length).toBeGreaterThan(20)
})

test('what stands in a response is no markup of Slack', () => {
  const { body = '' } = slackRequest(
    // It is one of Slack's: made above.
    slack as Extract<typeof slack, { kind: 'slack' }>,
    { payload: base },
  )
  expect(body).not.toContain('<!channel>')
  expect(body).toContain('&lt;!channel&gt; &amp; more')
  const { blocks } = slackMessage(base)
  expect(JSON.stringify(blocks)).toContain("expected `'true'`")
})

test('recovered quotes what it was about, and says how long it lasted', () => {
  const { text, blocks } = slackMessage(recovered)
  expect(text).toContain('recovered on production (api)')
  const all = JSON.stringify(blocks)
  expect(all).toContain('> *body-required-missing*')
  expect(all).toContain('opened: 2026-01-02 02:00 UTC · lasted: 24 h 0 min')
  expect(all).not.toContain('What to do')
})

type Event = {
  readonly [name: string]: unknown
  readonly dedup_key: string
  readonly payload?: Readonly<Record<string, unknown>>
}

function eventOf(payload: Payload): Event {
  // It is one of PagerDuty's: made above. Its body is what is looked at.
  const channel = pager as Extract<typeof pager, { kind: 'pagerduty' }>
  return JSON.parse(pagerdutyRequest(channel, { payload }).body ?? '') as Event // as above
}

/** Events API v2: https://developer.pagerduty.com/docs/send-alert-event */
const eventFields = [
  'routing_key',
  'event_action',
  'dedup_key',
  'payload',
  'images',
  'links',
  'client',
  'client_url',
]
const payloadFields = [
  'summary',
  'source',
  'severity',
  'timestamp',
  'component',
  'group',
  'class',
  'custom_details',
]

test('a trigger of PagerDuty has its published fields, within their limits', () => {
  const long = 'ä'.repeat(1000)
  for (const payload of [base, { ...base, title: long, key: long }]) {
    const event = eventOf(payload)
    const { payload: inner = {}, ...outer } = event
    expect(eventFields).toEqual(
      expect.arrayContaining(Object.keys({ ...outer, payload: 0 })),
    )
    expect(payloadFields).toEqual(expect.arrayContaining(Object.keys(inner)))
    expect(outer).toMatchObject({
      routing_key: pagerKey,
      event_action: 'trigger',
    })
    expect(pagerKey).toHaveLength(32)
    expect(event.dedup_key.length).toBeLessThanOrEqual(255)
    expect(String(inner['summary']).length).toBeLessThanOrEqual(1024)
    expect(inner).toMatchObject({ source: 'production', severity: 'error' })
  }
  expect(eventOf(base)['links']).toEqual([
    { href: 'https://ci.example.com/runs/2', text: 'The report of the run' },
  ])
})

test('a resolve has the key of its trigger, and no more', () => {
  expect(eventOf(recovered)).toEqual({
    routing_key: pagerKey,
    event_action: 'resolve',
    dedup_key: 'seamwatch:production:body-required-missing · body.ok',
  })
  expect(eventOf({ ...base, episode: 2 }).dedup_key).toBe(
    eventOf(recovered).dedup_key,
  )
})

test('keys beyond 255 characters stay different', () => {
  const long = 'k'.repeat(300)
  const one = dedupKey({ target: 'production', key: `${long}1` })
  const other = dedupKey({ target: 'production', key: `${long}2` })
  expect(one).not.toBe(other)
  expect(one).toMatch(/^seamwatch:[0-9a-f]{64}$/)
})
