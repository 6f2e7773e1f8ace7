/** Conditions under which the API rejects the call, or is not reached. */
import type { Condition } from './condition.ts'
import { errorReply, html, htmlType, lost, textReply } from './replies.ts'

const anError = 'it throws an error with the type, status and request id'
const ownError = 'it throws an error of its own that shows no credential'
const few =
  'it tries at most 5 times, and only what is safe to send twice; then'

export const failing: readonly Condition[] = [
  {
    id: 'rejected',
    title: 'the API rejects the credential (401)',
    right: `${anError}, of a class that ends with UnauthorizedError`,
    reply: () => errorReply(401, 'unauthorized'),
  },
  {
    id: 'invalid',
    title: 'the API rejects parameters (400), and says which',
    right: `${anError}, of a class that ends with InvalidInputError, and says which parameters`,
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
    title: 'the API does not find the session (404)',
    right: `${anError}, of a class that ends with ApiError`,
    reply: () => errorReply(404, 'client_session_not_found'),
  },
  {
    id: 'server-error',
    title: 'the API fails (500)',
    right: `${few} ${anError.slice(3)}`,
    reply: () => errorReply(500, 'internal_server_error'),
  },
  {
    id: 'unavailable',
    title: 'a gateway answers 503 without a body',
    right: `${few} ${ownError.slice(3)}`,
    reply: () => textReply(503, '', []),
  },
  {
    id: 'bad-gateway',
    title: 'a gateway answers 502 with a page',
    right: `${few} ${ownError.slice(3)}`,
    reply: () => textReply(502, html, htmlType),
  },
  {
    id: 'lost',
    title: 'each connection is lost',
    right: `${few} ${ownError.slice(3)}`,
    reply: () => lost,
  },
]
