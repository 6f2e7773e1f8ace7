/** The policy file: what it means, and each fault at its place. */
import { expect, test } from '@playwright/test'
import { UsageError } from '../../../src/model/problem.ts'
import { defaultPolicy } from '../../../src/monitor/policy.ts'
import { readPolicy } from '../../../src/monitor/read-policy.ts'
import { isInside } from '../../../src/monitor/windows.ts'
import type { Window } from '../../../src/monitor/policy.ts'
import { folderWith } from '../folder.ts'

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
const key = 'k'.repeat(32)

const env = {
  SEAMWATCH_WEBHOOK_URL: 'https://hooks.example.org/seamwatch',
  SEAMWATCH_WEBHOOK_SECRET: secret,
  SEAMWATCH_PAGERDUTY_KEY: key,
}

function policyOf(text: string) {
  const folder = folderWith({ 'monitoring.yaml': text })
  return readPolicy(`${folder}/monitoring.yaml`, env)
}

function problemsOf(text: string): string {
  try {
    policyOf(text)
  } catch (error) {
    if (error instanceof UsageError) return error.message
    throw error
  }
  return ''
}

test('without a file and without variables the defaults hold', () => {
  expect(readPolicy(undefined, {})).toEqual(defaultPolicy)
})

test('without a list, the variables make the channels', () => {
  const { channels, heartbeat } = readPolicy(undefined, {
    ...env,
    SEAMWATCH_HEARTBEAT_URL: 'https://hc.example.org/1',
  })
  expect(channels.map(({ kind, name }) => [kind, name])).toEqual([
    ['webhook', 'webhook'],
    ['pagerduty', 'pagerduty'],
  ])
  expect(heartbeat).toEqual({
    url: 'https://hc.example.org/1',
    style: 'healthchecks',
  })
})

test('a policy is read with times, variables and windows', () => {
  const policy = policyOf(`
confirm: { after: 500ms }
outage: { after: 1.5h }
missed: { after: 2d }
flapping: { changes: 3, of: 6, quiet: 2 }
notify:
  - kind: webhook
    url: \${{ env.SEAMWATCH_WEBHOOK_URL }}
    secret: \${{ env.SEAMWATCH_WEBHOOK_SECRET }}
    owners: [api]
    only: [opened, recovered]
  - { kind: pagerduty, key: "\${{ env.SEAMWATCH_PAGERDUTY_KEY }}" }
windows:
  - { every: Sun 02:00, for: 2h, zone: Europe/Berlin, why: backups }
`)
  expect(policy).toMatchObject({
    confirmAfterMs: 500,
    outageAfterMs: 5_400_000,
    missedAfterMs: 172_800_000,
    flapping: { changes: 3, of: 6, quiet: 2 },
    channels: [
      {
        kind: 'webhook',
        url: env.SEAMWATCH_WEBHOOK_URL,
        secret,
        owners: ['api'],
        only: ['opened', 'recovered'],
      },
      {
        kind: 'pagerduty',
        key,
        url: 'https://events.pagerduty.com/v2/enqueue',
      },
    ],
    windows: [
      { every: 'Sun 02:00', forMs: 7_200_000, of: ['outage', 'latency'] },
    ],
  })
})

for (const { what, text, at, says } of [
  {
    what: 'a mistyped key',
    text: 'confrim: { after: 1s }\n',
    at: '1:1',
    says: 'did you mean "confirm"?',
  },
  {
    what: 'a time without a unit',
    text: 'confirm:\n  after: 60\n',
    at: '2:10',
    says: 'a time such as 60s',
  },
  {
    what: 'a threshold that is never reached',
    text: 'flapping: { changes: 10, of: 10 }\n',
    at: '1:11',
    says: '10 runs can change at most 9 times',
  },
  {
    what: 'an outage that outlives the time of a missed run',
    text: 'outage: { after: 27h }\n',
    at: '1:18',
    says: 'is never reached',
  },
  {
    what: 'a variable that is not set',
    text: 'notify:\n  - { kind: slack, url: "${{ env.NOWHERE }}" }\n',
    at: '2:25',
    says: 'the variable NOWHERE is not set',
  },
  {
    what: 'a template that is no variable',
    text: 'heartbeat: "${{ secrets.X }}"\n',
    at: '1:12',
    says: 'is not the name of a variable',
  },
  {
    what: 'a webhook without its secret',
    text: 'notify:\n  - kind: webhook\n    url: https://a.example\n',
    at: '2:5',
    says: 'a channel of kind webhook needs "secret"',
  },
  {
    what: 'a channel over plain http',
    text: 'notify:\n  - kind: slack\n    url: http://a.example\n',
    at: '3:10',
    says: 'the address is not one of https',
  },
  {
    what: 'two channels of one name',
    text: 'notify:\n  - { kind: slack, url: https://a.example }\n  - { kind: slack, url: https://b.example }\n',
    at: '3:5',
    says: 'two channels are named "slack"',
  },
  {
    what: 'an unknown kind of notice',
    text: 'notify:\n  - { kind: slack, url: https://a.example, only: [opend] }\n',
    at: '2:51',
    says: 'opened',
  },
  {
    what: 'a window without an end',
    text: 'windows:\n  - { from: 2027-01-01T00:00:00Z, why: x }\n',
    at: '2:5',
    says: 'either "from" and "to", or "every" and "for"',
  },
  {
    what: 'a window over an auth bypass',
    text: 'windows:\n  - { every: day 02:00, for: 1h, of: [auth-bypass], why: x }\n',
    at: '2:39',
    says: 'outage',
  },
] as const) {
  test(`${what} is an error at its place`, () => {
    const message = problemsOf(text)
    expect(message).toContain(`monitoring.yaml:${at}`)
    expect(message).toContain(says)
  })
}

test('an error quotes no secret', () => {
  const message = problemsOf(`
notify:
  - { kind: webhook, url: https://a.example, secret: "\${{ env.SEAMWATCH_WEBHOOK_URL }}" }
  - { kind: pagerduty, key: "\${{ env.SEAMWATCH_WEBHOOK_SECRET }}" }
`)
  expect(message).toContain('the secret is not')
  expect(message).not.toContain(env.SEAMWATCH_WEBHOOK_URL)
  expect(message).not.toContain(secret)
})

const weekly: Window = {
  every: 'Sun 02:00',
  forMs: 2 * 3_600_000,
  zone: 'Europe/Berlin',
  of: ['outage'],
  why: 'backups',
}

for (const [at, is] of [
  ['2027-03-14T00:59:00Z', false],
  ['2027-03-14T01:00:00Z', true],
  ['2027-03-14T02:59:00Z', true],
  ['2027-03-14T03:00:00Z', false],
  ['2027-03-15T01:30:00Z', false],
  // 02:00 does not exist on the day on which the clocks go forward.
  ['2027-03-28T01:30:00Z', true],
  ['2027-07-04T00:30:00Z', true],
] as const) {
  test(`Sunday at 02:00 in Berlin for two hours: ${is ? 'inside' : 'outside'} at ${at}`, () => {
    expect(isInside(weekly, Date.parse(at))).toBe(is)
  })
}

test('a single window is open from its first instant to its last', () => {
  const once: Window = {
    from: '2027-03-14T02:00:00Z',
    to: '2027-03-14T04:00:00Z',
    forMs: 0,
    zone: 'UTC',
    of: ['outage'],
    why: 'move',
  }
  expect(isInside(once, Date.parse('2027-03-14T02:00:00Z'))).toBe(true)
  expect(isInside(once, Date.parse('2027-03-14T04:00:00Z'))).toBe(false)
})
