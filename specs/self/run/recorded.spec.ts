/** Recorded exchanges, judged against another contract. */
import { expect, test } from '@playwright/test'
import { fingerprintOf } from '../../../src/model/finding.ts'
import type { RecordedExchange } from '../../../src/model/recorded.ts'
import { judgeRecording } from '../../../src/run/recorded/judge.ts'
import { contractFrom, pinned, type Draft } from '../review/reviewed.ts'

const run = {
  runId: 'r1',
  target: 'production',
  endpoint: 'https://connect.getseam.com',
  startedAt: '2030-01-02T03:04:05.000Z',
  contract: 'test',
  seamwatch: '0.1.0',
  exchanges: 0,
  kept: 0,
}

const session = {
  client_session_id: '9a1b2c3d-0000-4000-8000-000000000001',
  workspace_id: '9a1b2c3d-0000-4000-8000-000000000002',
  created_at: '2030-01-02T03:04:05Z',
  expires_at: '2031-01-02T03:04:05Z',
  token: '[secret 1]',
  user_identifier_key: null,
  device_count: 0,
  connected_account_ids: [],
  connect_webview_ids: [],
  user_identity_ids: [],
}

const json: [string, string] = ['content-type', 'application/json']

/** `POST /client_sessions/get` with an API key, answered with a session. */
function exchange(
  detail: Partial<RecordedExchange> = {},
  status = 200,
): RecordedExchange {
  const error = { type: 'unauthorized', message: 'no' }
  const body =
    status === 200
      ? { client_session: session, ok: true }
      : { error, ok: false }
  return {
    runId: 'r1',
    caseId: 'a/case',
    step: 'get',
    operation: 'POST /client_sessions/get',
    credential: 'api_key',
    isListed: true,
    request: { method: 'POST', path: '/client_sessions/get', body: '{}' },
    reply: { status, headers: [json], body: JSON.stringify(body) },
    ...detail,
  }
}

function judged(exchanges: readonly RecordedExchange[], document = pinned()) {
  const result = judgeRecording(
    { run, exchanges },
    {
      contract: { ...contractFrom(document), source: 'the new contract' },
      file: 'exchanges.ndjson',
    },
  )
  const steps = result.outcomes.flatMap((outcome) => outcome.steps)
  return {
    ...result,
    steps,
    found: steps.flatMap(({ findings }) => findings.map(fingerprintOf)),
  }
}

/** The pinned contract with other credentials for this operation. */
function withSecurity(change: (security: Draft) => Draft): Draft {
  const draft = pinned()
  const { post } = draft.paths['/client_sessions/get']
  post.security = change(post.security)
  return draft
}

const without = (name: string): Draft =>
  withSecurity((all) => all.filter((one: Draft) => !(name in one)))

const opened = withSecurity(() => [])

test('what follows the contract passes, each step at its line of the file', () => {
  const { outcomes, steps, found } = judged([exchange(), exchange()])
  expect(outcomes).toMatchObject([
    { caseId: 'a/case', status: 'passed', driver: 'run r1' },
  ])
  expect(found).toEqual([])
  expect(steps.map(({ place }) => place.line)).toEqual([2, 3])
  expect(steps[0]?.judged).toMatchObject({
    isStatusJudged: true,
    body: 'judged',
  })
})

test('a response is judged by the rules of the other contract', () => {
  const draft = pinned()
  const schema = draft.components.schemas.client_session
  schema.properties.device_count = { type: 'string' }
  delete schema.properties.workspace_id
  schema.required = ['device_count']
  expect(judged([exchange()], draft)).toMatchObject({
    outcomes: [{ status: 'failed' }],
    found: [
      expect.stringMatching(/^body-type-wrong .*device_count/),
      expect.stringMatching(/^body-property-undocumented .*workspace_id/),
    ],
  })
  delete draft.paths['/client_sessions/get'].post.responses[200]
  expect(judged([exchange()], draft).found).toEqual([
    'status-beyond-contract · POST /client_sessions/get · 200',
  ])
})

test('a rule about a redacted value is not judged', () => {
  const draft = pinned()
  const { properties } = draft.components.schemas.client_session
  properties.token = { type: 'string', pattern: '^seam_cst', maxLength: 5 }
  expect(judged([exchange()], draft).found).toEqual([])
  properties.token = { type: 'number' }
  expect(judged([exchange()], draft).found).toHaveLength(1)
})

test('a body that was not kept leaves the status to judge', () => {
  const reply = { status: 200, headers: [json] }
  const { steps, found } = judged([exchange({ reply })])
  expect(found).toEqual([])
  expect(steps[0]?.judged).toMatchObject({
    isStatusJudged: true,
    body: 'not-judged',
  })
})

const accepted = exchange()
const rejected = exchange({}, 401)
const token = { credential: 'client_session' }
const unlisted = { isListed: undefined, isProbe: true } as const
const revoked = exchange({ ...token, isProbe: true }, 401)
const none = { credential: 'none', ...unlisted }

const bypass = 'refusal-missing · POST /client_sessions/get'
const lowerCase = 'credential-unaccepted · bearer-in-lower-case-is-accepted'
const regression = 'credential-unaccepted · POST /client_sessions/get'

for (const { title, exchanges, by, found } of [
  {
    title: 'a credential that the new contract does not list was accepted',
    exchanges: [accepted],
    by: without('api_key'),
    found: [`${bypass} · api_key`],
  },
  {
    title: 'it was rejected, as the new contract has it',
    exchanges: [exchange({ findings: ['credential-refused · api_key'] }, 401)],
    by: without('api_key'),
    found: [],
  },
  {
    title: 'a credential that works elsewhere was rejected',
    exchanges: [
      accepted,
      exchange({ findings: [`${regression} · api_key`] }, 401),
    ],
    by: pinned(),
    found: [`${regression} · api_key`],
  },
  {
    title: 'a credential is rejected everywhere',
    exchanges: [exchange({ findings: ['credential-refused · api_key'] }, 401)],
    by: pinned(),
    found: ['credential-refused · api_key'],
  },
  {
    title:
      'the new contract lists what the old one did not, and it was rejected',
    exchanges: [exchange({ ...token, ...unlisted }, 401)],
    by: pinned(),
    found: [`${regression} · client_session`],
  },
  {
    title:
      'the new contract lists what the old one did not, and it was accepted',
    exchanges: [
      exchange({
        ...token,
        ...unlisted,
        findings: [`${bypass} · client_session`],
      }),
    ],
    by: pinned(),
    found: [],
  },
  {
    title: 'a revoked token was rejected',
    exchanges: [revoked],
    by: pinned(),
    found: [],
  },
  {
    title: 'a revoked token was accepted',
    exchanges: [
      exchange({
        ...token,
        isProbe: true,
        findings: [`${bypass} · client_session`],
      }),
    ],
    by: pinned(),
    found: [`${bypass} · client_session`],
  },
  {
    title: 'a rejected request was answered with a success that shows nothing',
    exchanges: [exchange({ credential: 'another', ...unlisted })],
    by: pinned(),
    found: [],
  },
  {
    title: 'a request without a credential was rejected, as before',
    exchanges: [exchange(none, 401)],
    by: pinned(),
    found: [],
  },
  {
    title:
      'the new contract is open, and a request without a credential was rejected',
    exchanges: [exchange(none, 401)],
    by: opened,
    found: [`${regression} · none`],
  },
  {
    title:
      'the new contract is open, and an unknown key was rejected or accepted',
    exchanges: [
      exchange({ credential: 'unknown-api_key', ...unlisted }, 401),
      exchange({
        credential: 'unknown-api_key',
        ...unlisted,
        findings: [`${bypass} · unknown-api_key`],
      }),
    ],
    by: opened,
    found: [],
  },
  {
    title: 'another form of a valid credential stays as the run has it',
    exchanges: [exchange({ credential: 'lower-case', isListed: undefined })],
    by: pinned(),
    found: [],
  },
  {
    title: 'another form of a valid credential was rejected',
    exchanges: [
      exchange(
        {
          credential: 'lower-case',
          isListed: undefined,
          findings: [lowerCase],
        },
        401,
      ),
    ],
    by: pinned(),
    found: [lowerCase],
  },
  {
    title: 'a rejection that the scenario wanted',
    exchanges: [accepted, rejected],
    by: pinned(),
    found: [],
  },
])
  test(`${title}: ${found.length === 0 ? 'nothing is found' : 'it is found'}`, () => {
    expect(judged(exchanges, by).found).toEqual(found)
  })

test('what the scenario did not want is judged by the contract alone', () => {
  const unwanted = exchange(
    {
      findings: ['status-unexpected · POST /client_sessions/get · 400 for 200'],
    },
    400,
  )
  expect(judged([unwanted]).found).toEqual([])
  const draft = pinned()
  delete draft.paths['/client_sessions/get'].post.responses[400]
  expect(judged([unwanted], draft).found).toEqual([
    'status-undocumented · POST /client_sessions/get · 400',
  ])
})

test('an outage stays one', () => {
  const findings = ['server-error · POST /client_sessions/get · 503']
  const down = exchange({ findings }, 503)
  const { reply: _, ...unanswered } = exchange()
  expect(judged([down, { ...unanswered, noReply: 'timeout' }])).toMatchObject({
    outcomes: [{ status: 'inconclusive' }],
    found: [
      'server-error · POST /client_sessions/get · 503',
      'reply-timed-out · POST /client_sessions/get · timeout',
    ],
  })
})

test('what the contract does not have is not judged', () => {
  const draft = pinned()
  delete draft.paths['/client_sessions/get']
  const list = exchange({ operation: 'POST /client_sessions/revoke' }, 401)
  const reason = 'the new contract does not have POST /client_sessions/get'
  expect(
    judged([exchange(), list, exchange({ caseId: 'another' })], draft),
  ).toMatchObject({
    outcomes: [{ caseId: 'a/case' }],
    notJudged: [{ case: 'a/case › get', reason }],
    notRun: [{ case: 'another', reason }],
  })
})
