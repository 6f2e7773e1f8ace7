import { expect, test } from '@playwright/test'
import { checkExchange } from '../../../src/checks/index.ts'
import type { CredentialUse } from '../../../src/checks/judgement.ts'
import { createValidator } from '../../../src/contract/validate/validator.ts'
import type { Exchange, PageView } from '../../../src/model/exchange.ts'
import { fingerprintOf } from '../../../src/model/finding.ts'
import { contract } from '../kit.ts'

const validator = createValidator(contract)
const origin = 'http://localhost:3000'
const canRead = { status: true, body: true, requestId: true }
const open: PageView = { origin, canRead, console: [] }
const missing = {
  rule: 'MissingAllowOriginHeader',
  reason: "No 'Access-Control-Allow-Origin' header is present.",
}
const closed: PageView = {
  origin,
  canRead: { status: false, body: false, requestId: false },
  blocked: missing,
  console: [],
}

const refusal = JSON.stringify({
  error: { type: 'unauthorized', message: 'No' },
  ok: false,
})

/** Findings for a page whose credential must be rejected. */
function found(
  result: Exchange['result'],
  {
    page,
    path = 'get',
    security,
    credential = { scheme: 'none', isProven: true },
  }: {
    readonly page: PageView
    readonly path?: string
    /** In place of the pinned contract's. */
    readonly security?: readonly string[]
    readonly credential?: CredentialUse
  },
) {
  const pinned = contract.operations.get(`POST /client_sessions/${path}`)
  if (!pinned) throw new Error(`there is no ${path}`)
  const operation = security ? { ...pinned, security } : pinned
  const { findings, judged } = checkExchange({
    exchange: {
      request: {
        method: 'POST',
        path: operation.path,
        query: [],
        headers: [],
      },
      result,
      fidelity: 'wire',
      startedAtMs: 0,
      durationMs: 1,
      page,
    },
    operation,
    validator,
    requirement: { name: 'a', statuses: [200], isRefusalExpected: true },
    credential,
  })
  return {
    judged,
    findings,
    names: findings.map((it) => `${it.class} ${it.code} ${it.at}`),
  }
}

function reply(
  status: number,
  headers: Readonly<Record<string, string>> = {},
  body = '',
): Exchange['result'] {
  return {
    kind: 'reply',
    status,
    statusText: '',
    headers: Object.entries({ 'seam-request-id': 'r', ...headers }),
    body,
    isUtf8: true,
  }
}

const json = { 'content-type': 'application/json' }
const anyone = { ...json, 'access-control-allow-origin': '*' }
const blocked: Exchange['result'] = {
  kind: 'no-reply',
  reason: 'blocked',
  message: 'it is not allowed',
}

function preflight(status: number) {
  const answer = { status, headers: [] }
  return { method: 'POST', headers: ['authorization'], answer }
}

test('a rejection that the page can read raises nothing', () => {
  const { names } = found(reply(401, anyone, refusal), { page: open })
  expect(names).toEqual([])
})

test('a rejection that the page cannot read is drift', () => {
  expect(found(reply(401, json), { page: closed }).names).toEqual([
    'breaking-drift cors-reply-unreadable header access-control-allow-origin',
  ])
})

test('an operation without browser credentials may hide its rejection from pages', () => {
  const result = found(reply(401, json), { page: closed, path: 'list' })
  expect(result.names).toEqual([])
  expect(result.judged).toMatchObject({
    isStatusJudged: true,
    body: 'not-judged',
  })
})

for (const security of [[], ['', 'api_key']]) {
  const word = `where the contract opens the operation (${JSON.stringify(security)})`
  const names = (scheme: string, basis?: string) =>
    found(reply(401, json), {
      page: closed,
      security,
      credential: { scheme, isProven: true, ...(basis && { basis }) },
    }).names

  test(`a page must be able to read the response to its own credential ${word}`, () => {
    const drift =
      'breaking-drift cors-reply-unreadable header access-control-allow-origin'
    expect(names('client_session')).toContain(drift)
    expect(names('revoked', 'client_session')).toContain(drift)
  })

  test(`a response to another credential may stay hidden ${word}`, () => {
    expect(names('api_key').join()).not.toContain('cors-reply-unreadable')
  })
}

test('an accepted credential is a bypass, even if the page cannot read the response', () => {
  const { names } = found(reply(200, json), { page: closed, path: 'list' })
  expect(names).toEqual(['auth-bypass refusal-missing status'])
})

test('a 502 of a gateway is an outage: gateways send no CORS headers', () => {
  expect(found(reply(502), { page: closed }).names).toEqual([
    'outage server-error status',
  ])
})

test('a preflight that fails with 503 is an outage', () => {
  const page = { ...closed, preflight: preflight(503) }
  expect(found(blocked, { page }).names).toEqual([
    'outage server-error preflight status',
  ])
})

test('a rejected preflight is drift, and its fingerprint has no origin', () => {
  const page: PageView = {
    ...closed,
    preflight: preflight(204),
    blocked: {
      rule: 'PreflightAllowOriginMismatch',
      about: 'https://console.example.org',
      reason: 'The value is not equal to the supplied origin.',
    },
  }
  const { names, findings } = found(blocked, { page })
  expect(names).toEqual([
    'breaking-drift cors-preflight-refused preflight access-control-allow-origin',
  ])
  expect(findings.map(fingerprintOf).join()).not.toContain('example.org')
})

test('a preflight may reject pages where no browser credential is listed', () => {
  const page = { ...closed, preflight: preflight(403) }
  expect(found(blocked, { page, path: 'list' }).names).toEqual([
    'spec-gap cors-closed-to-pages preflight',
  ])
})

test('* does not allow authorization, although Chromium accepts it', () => {
  const headers = [['access-control-allow-headers', '*']] as const
  const page: PageView = {
    ...open,
    preflight: { ...preflight(204), answer: { status: 204, headers } },
  }
  expect(found(reply(401, anyone, refusal), { page }).names).toEqual([
    'breaking-drift cors-preflight-refused preflight access-control-allow-headers',
  ])
})

for (const [allowed, names] of [
  [
    '*',
    [
      'additive-drift cors-credentials-for-all header access-control-allow-credentials',
    ],
  ],
  // Seam's own client needs both: it sends credentials, from any origin.
  [origin, []],
] as const) {
  test(`credentials with the origin ${allowed} ${names.length > 0 ? 'are reported' : 'raise nothing'}`, () => {
    const headers = {
      ...json,
      'access-control-allow-origin': allowed,
      'access-control-allow-credentials': 'true',
    }
    const result = found(reply(401, headers, refusal), { page: open })
    expect(result.names).toEqual(names)
  })
}

test('a request id that the page cannot read is a gap, and fails nothing', () => {
  const page = { ...open, canRead: { ...canRead, requestId: false } }
  expect(found(reply(401, anyone, refusal), { page }).names).toEqual([
    'spec-gap request-id-unexposed header access-control-expose-headers',
  ])
})
