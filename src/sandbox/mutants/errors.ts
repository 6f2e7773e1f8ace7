/** Mutants of error bodies: SDKs cannot read them, or they disclose what they
 * should not. */
import type { Call } from '../calls.ts'
import type { JsonObject, Reply } from '../replies.ts'
import { isObject, without } from './change.ts'
import { breaks } from './mutant.ts'
import type { Expected, Mutant } from './mutant.ts'
import { allOperations } from './api-shape.ts'

type Change = (reply: Reply, call: Call) => Reply

type Row = readonly [id: string, what: string, change: Change]

function onBody(change: (body: JsonObject, call: Call) => JsonObject): Change {
  return (reply, call) =>
    isObject(reply.body) ? { ...reply, body: change(reply.body, call) } : reply
}

function onError(
  change: (error: JsonObject, call: Call) => JsonObject,
): Change {
  return onBody((body, call) =>
    isObject(body.error) ? { ...body, error: change(body.error, call) } : body,
  )
}

function typed(type: string | undefined, body?: string): Change {
  return (reply) => {
    const { 'content-type': _, ...headers } = reply.headers
    return {
      ...reply,
      headers: { ...headers, ...(type && { 'content-type': type }) },
      ...(body !== undefined && { body }),
    }
  }
}

const shapes: readonly Row[] = [
  [
    'error-flat',
    'the error is not wrapped in error',
    onBody(({ error }) => ({ ...(isObject(error) && error), ok: false })),
  ],
  [
    'error-as-text',
    'error is a string',
    onBody(({ error }) => ({
      error: isObject(error) ? error.message : error,
      ok: false,
    })),
  ],
  [
    'error-untyped',
    'the error has no type',
    onError((error) => without(error, 'type')),
  ],
  [
    'error-numbered',
    'the type of the error is a number',
    onError((error) => ({ ...error, type: 17 })),
  ],
  [
    'error-silent',
    'the error has no message',
    onError((error) => without(error, 'message')),
  ],
  ['error-ok', 'the error has ok: true', onBody((it) => ({ ...it, ok: true }))],
  [
    'error-without-ok',
    'the error has no ok',
    onBody((body) => without(body, 'ok')),
  ],
  [
    'error-list',
    'errors are a list',
    onBody(({ error }) => ({ errors: [error], ok: false })),
  ],
  [
    'error-details-as-text',
    'validation_errors is one string',
    onError((error) => ({ ...error, validation_errors: 'all of it' })),
  ],
]

const mislabelled: readonly Row[] = [
  [
    'error-mislabelled',
    'the content type of JSON is text/plain',
    typed('text/plain'),
  ],
  ['error-unlabelled', 'JSON has no content type', typed(undefined)],
]

const plain: Row = [
  'error-plain',
  'the error is plain text',
  typed('text/plain', 'Not accepted'),
]

/** Not with 401: that is rightly judged as the page of a firewall. */
const page: Row = [
  'error-page',
  'the error is an HTML page',
  typed('text/html', '<h1>Bad request</h1>'),
]

const empty: Row = [
  'error-empty',
  'the error has no body',
  typed('application/json', ''),
]

const traced: readonly Row[] = [
  [
    'error-stack',
    'the error shows a stack trace',
    onError((error) => ({ ...error, stack: new Error('rejected').stack })),
  ],
  [
    'error-traceback',
    'the error shows a Python traceback',
    onError((error) => ({
      ...error,
      data: 'Traceback (most recent call last):\n  File "app.py", line 3',
    })),
  ],
]

const echoes: readonly Row[] = [
  echo('error-echo-plain', (token) => token),
  echo('error-echo-encoded', (token) => Buffer.from(token).toString('base64')),
  echo('error-echo-header', (token) =>
    Buffer.from(`Bearer ${token}`).toString('base64url'),
  ),
]

function echo(id: string, write: (token: string) => string): Row {
  const change = onError((error, { headers }) => {
    const { authorization, 'seam-publishable-key': key } = headers
    const token = authorization?.replace('Bearer ', '') ?? String(key ?? '')
    return { ...error, data: { given: write(token) } }
  })
  return [id, 'the error repeats the credential of the request', change]
}

/** Alters every response with one of these statuses. */
function family(
  rows: readonly Row[],
  {
    caughtBy,
    statuses,
  }: { readonly caughtBy: Expected; readonly statuses: readonly number[] },
): readonly Mutant[] {
  return statuses.flatMap((status) =>
    rows.map(([id, what, change]): Mutant => {
      return {
        id: `${id}/${status}`,
        description: `in responses with status ${status}, ${what}`,
        operations: allOperations,
        caughtBy,
        faults: () => ({
          altersOnly: [status],
          reply: (reply, call) =>
            reply.status === status ? change(reply, call) : reply,
        }),
      }
    }),
  )
}

const shapeWrong = unmetBy('error-shape-wrong')
const typeWrong = unmetBy('error-content-type-wrong')
const statuses = [404, 400, 401]
const documented = [400, 401]

function unmetBy(code: Expected['code']): Expected {
  return { class: 'expectation', code }
}

export const errors: readonly Mutant[] = [
  ...family(shapes, { caughtBy: shapeWrong, statuses }),
  ...family([empty], { caughtBy: shapeWrong, statuses: documented }),
  ...family(mislabelled, { caughtBy: typeWrong, statuses }),
  ...family([plain], { caughtBy: typeWrong, statuses: documented }),
  ...family([page], { caughtBy: typeWrong, statuses: [400] }),
  // As for an unknown path.
  ...family([plain, page, empty], {
    caughtBy: breaks('status-undocumented'),
    statuses: [404],
  }),
  ...family(traced, { caughtBy: unmetBy('error-trace-shown'), statuses }),
  ...family(echoes, { caughtBy: unmetBy('error-credential-echoed'), statuses }),
]
