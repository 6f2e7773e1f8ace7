/** The payload of a notice: valid by its schema, cut to size, and free of
 * secrets. */
import { readFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import type {
  CauseFinding,
  Notice,
  NoticeKind,
} from '../../../../src/model/monitor.ts'
import { effects } from '../../../../src/model/catalog.ts'
import { noticeOf, ownNotice } from '../../../../src/monitor/notice.ts'
import { payloadOf } from '../../../../src/monitor/notify/payload.ts'
import type { Circumstances } from '../../../../src/monitor/notify/payload.ts'
import { createSecrets } from '../../../../src/secrets/redact.ts'
import { live, nights, target } from '../runs.ts'

const schema = JSON.parse(
  readFileSync('schemas/notification.schema.json', 'utf8'),
)
const ajv = new Ajv({ strict: true, allErrors: true })
addFormats.default(ajv)
const isValid = ajv.compile(schema)

const ofCauses: readonly NoticeKind[] = [
  'opened',
  'regressed',
  'flapping',
  'recovered',
  'expired',
  'unconfirmed',
]
const ofItself: readonly NoticeKind[] = ['missed', 'damaged', 'undelivered']

const timestamp = '2026-01-03T02:00:00.000Z'

function findingOf(number: number, length = 10): CauseFinding {
  return {
    fingerprint: `body-required-missing · POST /client_sessions/create · ${number}`,
    code: 'body-required-missing',
    operation: 'POST /client_sessions/create',
    at: 'body.client_session.workspace_id',
    expected: `"${'e'.repeat(length)}"`,
    received: 'nothing',
    requestId: `request-${number}`,
    seenAt: [],
  }
}

function noticeWith(
  kind: NoticeKind,
  findings: readonly CauseFinding[] = [],
): Notice {
  const about = { target, kind, urgency: 'page', timestamp } as const
  const why = 'seen twice: the same cases ran again after a pause'
  if (ofItself.includes(kind))
    return ownNotice({ ...about, why, runId: 'run-2' }, 'it')
  const { cause } = live(nights('xx', { findings })).state.causes
  if (!cause) throw new Error('no cause')
  return noticeOf(cause, { ...about, why, runId: 'run-2' })
}

const around: Circumstances = {
  target,
  driver: 'api',
  run: { id: 'run-2', startedAt: timestamp, verdict: 'failed' },
  isLate: false,
  redact: (text) => text,
}

const bytesOf = (value: unknown) => Buffer.byteLength(JSON.stringify(value))

for (const kind of [...ofCauses, ...ofItself]) {
  test(`${kind}: the payload is valid by its schema`, () => {
    const payload = payloadOf(noticeWith(kind, [findingOf(1)]), around)
    isValid(JSON.parse(JSON.stringify(payload)))
    expect(isValid.errors).toBe(null)
    const group = ofItself.includes(kind) ? 'monitor' : 'finding'
    expect(payload.type).toBe(`${group}.${kind}`)
  })
}

test('the schema has each class of findings, and nothing that a payload never has', () => {
  expect(schema.properties.class.enum.toSorted()).toEqual(
    Object.keys(effects).toSorted(),
  )
  const payload = payloadOf(noticeWith('opened', [findingOf(1)]), around)
  expect(Object.keys(payload).toSorted()).toEqual(
    Object.keys(schema.properties).toSorted(),
  )
})

test('what is not known is left out', () => {
  const payload = payloadOf(noticeWith('missed'), {
    ...around,
    run: { id: 'another run', verdict: 'passed' },
  })
  expect(payload.run).toEqual({ id: 'run-2' })
  for (const name of ['class', 'owner', 'episode', 'firstSeen', 'runs'])
    expect(payload).not.toHaveProperty(name)
  const { cause, ...opened } = noticeWith('opened')
  if (!cause) throw new Error('no cause')
  const unowned = payloadOf(
    { ...opened, cause: { ...cause, owner: '' } },
    around,
  )
  expect(unowned).not.toHaveProperty('owner')
})

test('at most 20 findings are shown, and the rest is counted', () => {
  const findings = Array.from({ length: 23 }, (_, index) => findingOf(index))
  const payload = payloadOf(noticeWith('opened', findings), around)
  expect(payload.findings).toHaveLength(20)
  expect(payload.more).toBe(3)
  expect(payload.findings[0]).not.toHaveProperty('seenAt')
})

test('the body stays below 20 kB', () => {
  const long = '💥'.repeat(400)
  const findings = Array.from({ length: 20 }, (_, index) => ({
    ...findingOf(index),
    at: long,
    expected: long,
    received: long,
  }))
  const payload = payloadOf(noticeWith('opened', findings), around)
  expect(bytesOf(payload)).toBeLessThan(20_000)
  expect(payload.findings.length).toBeGreaterThan(2)
  expect(payload.findings.length + payload.more).toBe(20)
})

test('secrets are redacted, and control characters are written out', () => {
  const canary = 'seam_c4n4ryKeyOfTheRun12345'
  const finding = {
    ...findingOf(1),
    received: `"${canary}\u202e\u001b[31m"`,
    expected: Buffer.from(canary).toString('base64'),
  }
  const payload = payloadOf(noticeWith('opened', [finding]), {
    ...around,
    redact: createSecrets([canary]).redact,
  })
  const text = JSON.stringify(payload)
  expect(text).not.toContain(canary)
  expect(text).not.toContain(Buffer.from(canary).toString('base64'))
  expect(payload.findings[0]?.received).toBe('"[secret 1]\\u202e\\u001b[31m"')
})
