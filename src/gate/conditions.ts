/** Conditions: what a network and an API may do to a call. The recording proxy
 * makes them, so nothing is sent to a target. */
import type { JsonObject, JsonValue } from '../model/contract.ts'
import type { Exchange } from '../model/exchange.ts'
import {
  errorReply,
  jsonReply,
  lost,
  session,
  successBody,
  textReply,
} from './replies.ts'

export type Asked = {
  /** `x-response-key` of the operation. */
  readonly key: string | null | undefined
  readonly parameters: JsonObject
  /** Of the server that stands for another host. */
  readonly strangerPort: number
}

export type Condition = {
  /** A part of fingerprints. */
  readonly id: string
  /** For people: what happens to the call. */
  readonly title: string
  /** @param attempt 1 for the first request of the call. */
  readonly reply: (attempt: number, asked: Asked) => Exchange['result']
  /** Only for operations that return something. */
  readonly needsKey?: boolean
  /** The response is not as the contract has it: an error is right, too. */
  readonly isWrong?: boolean
  /** Places in the response that the contract does not have. */
  readonly undocumented?: readonly string[]
  /** Also with the token of a session. */
  readonly hasSession?: boolean
}

const html = '<html><body>Bad Gateway</body></html>'
const htmlType = [['content-type', 'text/html']] as const

export const conditions: readonly Condition[] = [
  {
    id: 'success',
    title: 'the API accepts the call',
    reply: (_, { key }) => jsonReply(200, successBody(key)),
  },
  {
    id: 'rejected',
    title: 'the API rejects the credential',
    reply: () => errorReply(401, 'unauthorized'),
  },
  {
    id: 'invalid',
    title: 'the API rejects a parameter',
    reply: (_, { parameters }) =>
      errorReply(400, 'invalid_input', {
        validation_errors: {
          _errors: [],
          ...Object.fromEntries(
            Object.keys(parameters).map((name) => [
              name,
              { _errors: ['wrong'] },
            ]),
          ),
        },
      }),
  },
  {
    id: 'not-found',
    title: 'the API does not find the session',
    reply: () => errorReply(404, 'client_session_not_found'),
  },
  {
    id: 'server-error',
    title: 'the API fails',
    reply: () => errorReply(500, 'internal_server_error'),
  },
  {
    id: 'unavailable',
    title: 'a gateway answers 503 without a body',
    reply: () => textReply(503, '', []),
  },
  {
    id: 'bad-gateway',
    title: 'a gateway answers 502 with a page',
    reply: () => textReply(502, html, htmlType),
  },
  {
    id: 'rate-limited',
    title: 'the API asks to wait for a second, and then accepts the call',
    reply: (attempt, { key }) =>
      attempt > 1
        ? jsonReply(200, successBody(key))
        : jsonReply(429, errorBody('rate_limited'), [['retry-after', '1']]),
  },
  {
    id: 'lost',
    title: 'each connection is lost',
    reply: () => lost,
  },
  {
    id: 'lost-once',
    title: 'the API carries the call out, and the response is lost',
    reply: (attempt, { key }) =>
      attempt > 1 ? jsonReply(200, successBody(key)) : lost,
  },
  {
    id: 'redirect',
    title: 'the API redirects to another host',
    hasSession: true,
    isWrong: true,
    reply: (_, { strangerPort }) =>
      textReply(307, '', [['location', `http://127.0.0.1:${strangerPort}/`]]),
  },
  {
    id: 'without-key',
    title: 'a success without the value',
    needsKey: true,
    isWrong: true,
    reply: () => jsonReply(200, { ok: true }),
  },
  {
    id: 'null-key',
    title: 'a success with null in place of the value',
    needsKey: true,
    isWrong: true,
    reply: (_, { key }) => jsonReply(200, { [String(key)]: null, ok: true }),
  },
  {
    id: 'broken-json',
    title: 'a success whose body is cut off',
    isWrong: true,
    reply: (_, { key }) =>
      textReply(200, JSON.stringify(successBody(key)).slice(0, -3), [
        ['content-type', 'application/json'],
      ]),
  },
  {
    id: 'page',
    title: 'a success with a page as body',
    isWrong: true,
    reply: () => textReply(200, html, htmlType),
  },
  {
    id: 'new-property',
    title: 'the API sends a property that the contract does not have yet',
    needsKey: true,
    undocumented: [
      'body.client_session.color',
      'body.client_sessions[0].color',
    ],
    reply: (_, { key }) =>
      jsonReply(200, withSession(key, { ...session, color: 'blue' })),
  },
  {
    id: 'missing-property',
    title: 'the API leaves a property out',
    needsKey: true,
    isWrong: true,
    reply: (_, { key }) => {
      const { device_count: _count, ...rest } = session
      return jsonReply(200, withSession(key, rest))
    },
  },
]

function errorBody(type: string): JsonValue {
  return { error: { type, message: type }, ok: false }
}

function withSession(
  key: string | null | undefined,
  changed: JsonObject,
): JsonObject {
  return key === 'client_sessions'
    ? { client_sessions: [changed], ok: true }
    : { client_session: changed, ok: true }
}
