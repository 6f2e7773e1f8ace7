/** A result of the gate, in literal data. */
import type { GateFinding } from '../../../src/gate/decide.ts'
import type { WhoseCall } from '../../../src/gate/found.ts'
import type { GateResult } from '../../../src/gate/gate.ts'

const id = 'client_sessions/get › not-found › api_key'

export const shown: GateFinding = {
  code: 'sdk-credential-shown',
  class: 'sdk-risk',
  operation: 'GET /client_sessions/get',
  at: 'error inspect',
  expected: 'no credential',
  received: 'console.error of the error prints the credential',
  key: 'inspect',
  condition: 'not-found',
  fingerprint: 'sdk-credential-shown · /client_sessions/get · not-found',
  effect: 'fails',
  count: 1,
  calls: [id],
  since: 'new',
  blame: 'sdk',
}

export const repeated: GateFinding = {
  ...shown,
  code: 'sdk-call-repeated',
  at: 'attempts',
  expected: '1 attempt',
  received: '3 attempts after a server error',
  fingerprint: 'sdk-call-repeated · /client_sessions/get · not-found',
  since: 'carried-over',
}

export const note: GateFinding = {
  ...shown,
  code: 'sdk-parameter-undocumented',
  class: 'sdk-note',
  at: 'request _strict',
  expected: 'absent',
  received: 'a value',
  fingerprint: 'sdk-parameter-undocumented · /client_sessions/get · _strict',
  effect: 'listed',
}

const release = {
  name: '@seamapi/http',
  version: '2.26.0',
  integrity: 'sha512-abc',
  resolved: [
    { name: '@seamapi/http', version: '2.26.0' },
    { name: 'axios', version: '1.21.1', integrity: 'sha512-def' },
  ],
  language: 'javascript' as const,
  runtime: 'v20.19.0',
}

export const result: GateResult = {
  answer: 'no',
  exitCode: 1,
  why: 'new: sdk-credential-shown: the SDK shows the credential in an error or in its output',
  findings: [shown, repeated, note],
  notJudged: [],
  knownIssues: { expired: [], stale: [] },
  release,
  baseline: {
    ...release,
    version: '2.11.2',
    resolved: [{ name: 'axios', version: '1.20.0' }],
  },
  contract: { source: 'a contract', sha256: 'a'.repeat(64) },
  target: 'sandbox',
  startedAt: '2026-01-02T03:04:05.000Z',
  durationMs: 9000,
  judged: {
    cases: 17,
    calls: 205,
    requests: 245,
    conditions: 17,
    declarations: 12,
  },
}

const call: WhoseCall = {
  id,
  who: 'release',
  condition: 'not-found',
  operation: 'GET /client_sessions/get',
  credential: 'api_key',
  arguments: { client_session_id: 'an-id' },
  wire: [
    {
      method: 'GET',
      path: '/client_sessions/get',
      query: [['client_session_id', 'an-id']],
      headers: [['authorization', 'Bearer $SEAM_API_KEY']],
      body: null,
      reply: {
        status: 404,
        headers: [['content-type', 'application/json']],
        body: '{"error":{"type":"client_session_not_found","message":"no"}}',
      },
      startedAtMs: 1,
      durationMs: 2,
    },
  ],
  handed: {
    kind: 'threw',
    error: {
      class: 'SeamHttpApiError',
      ancestors: ['Error'],
      message: 'no such session',
      fields: { code: 'client_session_not_found' },
    },
  },
  shown: ['inspect'],
  elsewhere: [],
  refused: [],
  output: '',
}

export const calls: readonly WhoseCall[] = [
  call,
  { ...call, who: 'baseline', shown: [] },
  { ...call, who: 'control', handed: null, shown: [] },
]
