/** Calls of an SDK, written by hand: a right one, and one for each finding. */
import type { ClientJudgement } from '../../../src/checks/client-judgement.ts'
import { responseKeyOf } from '../../../src/contract/response-key.ts'
import type { ClientCall, ClientEnd } from '../../../src/model/client-call.ts'
import type { JsonObject, JsonValue } from '../../../src/model/contract.ts'
import type { Exchange, Method, Reply } from '../../../src/model/exchange.ts'
import { contract } from '../kit.ts'

const key = 'seam_test1_0123456789abcdef'

export const session = {
  client_session_id: '1b4e28ba-2fa1-41d2-883f-0016d3cca427',
  token: 'seam_cst1_0123456789abcdef',
  device_count: 0,
  connect_webview_ids: [],
} as const

const parameters: JsonObject = { user_identifier_key: 'jane' }

type Sent = {
  readonly method?: Method
  readonly path?: string
  readonly body?: JsonObject
  readonly query?: readonly (readonly [string, string])[]
  readonly key?: string
  readonly headers?: Exchange['request']['headers']
  readonly startedAtMs?: number
  readonly durationMs?: number
}

export function exchange(
  result: Exchange['result'],
  {
    method = 'PUT',
    path = '/client_sessions/create',
    body = parameters,
    query = [],
    headers = [['authorization', `Bearer ${key}`]],
    startedAtMs = 0,
    durationMs = 10,
  }: Sent = {},
): Exchange {
  return {
    request: { method, path, query, headers, body: JSON.stringify(body) },
    result,
    fidelity: 'wire',
    startedAtMs,
    durationMs,
  }
}

export function reply(
  status: number,
  body: JsonValue | string,
  headers: Reply['headers'] = [],
): Reply {
  return {
    kind: 'reply',
    status,
    statusText: '',
    headers: [['seam-request-id', 'request1'], ...headers],
    body: typeof body === 'string' ? body : JSON.stringify(body),
    isUtf8: true,
  }
}

export const lost: Exchange['result'] = {
  kind: 'no-reply',
  reason: 'reset',
  message: 'the connection was reset',
}

const timedOut: Exchange['result'] = {
  kind: 'no-reply',
  reason: 'timeout',
  message: 'no response',
}

export const success = reply(200, { client_session: session, ok: true })

export const refusal = reply(400, {
  error: {
    type: 'invalid_input',
    message: 'too short',
    validation_errors: {
      _errors: [],
      user_identifier_key: { _errors: ['too short'] },
    },
  },
  ok: false,
})

const fields: JsonObject = {
  code: 'invalid_input',
  statusCode: 400,
  requestId: 'request1',
  validationMessages: { user_identifier_key: ['too short'] },
}

/** What the SDK throws for `refusal`. */
export function thrown(
  changes: JsonObject = {},
  name = 'SeamHttpInvalidInputError',
): ClientEnd {
  return {
    kind: 'threw',
    error: {
      class: name,
      ancestors: ['Error'],
      message: 'too short',
      fields: { ...fields, ...changes },
    },
  }
}

export type Given = {
  readonly exchanges?: readonly Exchange[]
  readonly end?: ClientEnd
  readonly call?: Partial<ClientCall>
  readonly path?: string
  readonly undocumented?: string
}

/** A create that succeeded, unless said otherwise. */
export function judgementOf({
  exchanges = [exchange(success)],
  end = { kind: 'returned', value: session },
  call,
  path = '/client_sessions/create',
  undocumented,
}: Given): ClientJudgement {
  const own = exchanges.findLast(({ request }) => request.path === path)
  const method = own?.request.method ?? 'PUT'
  const known = contract.operations.get(`${method} ${path}`)
  const operation = known ?? {
    ...operationAt('PUT /client_sessions/create'),
    key: `${method} /client_sessions/create` as const,
  }
  return {
    operation,
    isDocumented: known !== undefined,
    path,
    parameters,
    authentication: {
      scheme: 'api_key',
      headers: [['authorization', `Bearer ${key}`]],
      placeholders: [],
    },
    call: {
      client: '@seamapi/http 2.32.0',
      end,
      shown: [],
      elsewhere: [],
      output: '',
      ...call,
    },
    exchanges,
    ...(own && { own }),
    responseKey: responseKeyOf(operation, contract),
    isUndocumented: (place) => place === undocumented,
    isRead: false,
    isResponseWrong: false,
  }
}

function operationAt(name: string) {
  const found = contract.operations.get(name)
  if (!found) throw new Error(`the contract has no ${name}`)
  return found
}

const { token: _, ...withoutToken } = session
const refused = [exchange(refusal)]
const grant = '/client_sessions/grant_access'
const granted = { method: 'PATCH', path: grant } as const

/** One call for each finding code. */
export const wrongCalls: Readonly<Record<string, Given>> = {
  'sdk-method-missing': {
    exchanges: [],
    end: { kind: 'missing', method: 'clientSessions.create' },
  },
  'sdk-timeout-missing': {
    exchanges: [exchange(timedOut, { durationMs: 35_000 })],
  },
  'sdk-call-unsettled': { end: { kind: 'unsettled', waitedMs: 60_000 } },
  'sdk-process-ended': { end: { kind: 'process-ended', how: 'exit code 7' } },
  'sdk-call-missing': { exchanges: [] },
  'sdk-operation-wrong': {
    exchanges: [exchange(success, { path: '/client_sessions/get' })],
  },
  'sdk-call-undocumented': {
    exchanges: [exchange(success, { method: 'PATCH' })],
  },
  'sdk-parameter-lost': { exchanges: [exchange(success, { body: {} })] },
  'sdk-parameter-changed': {
    exchanges: [exchange(success, { body: { user_identifier_key: 'Jane' } })],
  },
  'sdk-parameter-added': {
    exchanges: [
      exchange(success, { body: { ...parameters, customer_key: 'x' } }),
    ],
  },
  'sdk-parameter-undocumented': {
    exchanges: [exchange(success, { query: [['_strict', 'true']] })],
  },
  'sdk-call-repeated': {
    path: grant,
    exchanges: [
      exchange(lost, granted),
      exchange(reply(200, { ok: true }), granted),
    ],
    end: { kind: 'returned', value: { $: 'undefined' } },
  },
  'sdk-wait-ignored': {
    exchanges: [
      exchange(reply(429, {}, [['retry-after', '2']])),
      exchange(success, { startedAtMs: 500 }),
    ],
  },
  'sdk-credential-misplaced': {
    exchanges: [
      exchange(success, {
        headers: [
          ['authorization', `Bearer ${key}`],
          ['x-debug', key],
        ],
      }),
    ],
  },
  'sdk-credential-incomplete': {
    exchanges: [exchange(success, { headers: [] })],
  },
  'sdk-credential-changed': {
    exchanges: [exchange(success, { headers: [['authorization', key]] })],
  },
  'sdk-credential-crossed': {
    exchanges: [
      exchange(success, {
        headers: [['authorization', 'Bearer seam_standin1_0123456789']],
      }),
    ],
  },
  'sdk-arguments-changed': { call: { hasChangedArguments: true } },
  'sdk-output-unasked': { call: { hasPrinted: true } },
  'sdk-version-misreported': {
    exchanges: [
      exchange(success, {
        headers: [
          ['authorization', `Bearer ${key}`],
          ['seam-sdk-version', '0.0.0'],
        ],
      }),
    ],
    call: { versions: ['2.32.0'] },
  },
  'sdk-credential-shown': {
    exchanges: refused,
    end: thrown(),
    call: { shown: ['inspect', 'output'] },
  },
  'sdk-credential-sent-elsewhere': {
    call: {
      elsewhere: [
        { host: '127.0.0.1:1', credentials: ['client-session-token'] },
      ],
    },
  },
  'sdk-asks-elsewhere': {
    call: { elsewhere: [{ host: 'metrics.example.org:443', credentials: [] }] },
  },
  'sdk-process-started': {
    call: { refused: [{ kind: 'process', what: 'sleep' }] },
  },
  'sdk-file-used': {
    call: { refused: [{ kind: 'file', what: '/proc/1/environ' }] },
  },
  'sdk-value-lost': { end: { kind: 'returned', value: withoutToken } },
  'sdk-value-changed': {
    end: { kind: 'returned', value: { ...session, device_count: '0' } },
  },
  'sdk-property-dropped': {
    end: { kind: 'returned', value: withoutToken },
    undocumented: 'body.client_session.token',
  },
  'sdk-value-unreturned': {
    path: grant,
    exchanges: [exchange(success, granted)],
    end: { kind: 'returned', value: { $: 'undefined' } },
  },
  'sdk-success-unchecked': {
    exchanges: [exchange(reply(200, '<html>'))],
    end: { kind: 'returned', value: { $: 'undefined' } },
  },
  'sdk-refusal-swallowed': { exchanges: refused },
  'sdk-success-thrown': { end: thrown({}, 'TypeError') },
  'sdk-error-class-wrong': { exchanges: refused, end: thrown({}, 'TypeError') },
  'sdk-error-code-lost': { exchanges: refused, end: thrown({ code: 'error' }) },
  'sdk-error-status-wrong': {
    exchanges: refused,
    end: thrown({ statusCode: 500 }),
  },
  'sdk-error-fields-lost': {
    exchanges: refused,
    end: thrown({ validationMessages: {} }),
  },
  'sdk-request-id-lost': {
    exchanges: refused,
    end: thrown({ requestId: '' }),
  },
  'sdk-error-untyped': {
    exchanges: [exchange(reply(502, '<html>'))],
    end: thrown({}, 'AxiosError'),
  },
}
