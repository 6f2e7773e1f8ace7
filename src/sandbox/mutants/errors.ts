/** Mutants of error bodies: refusals and faults that do not say so as the SDKs
 * read it. */
import { unmet } from './mutant.ts'
import type { Mutant } from './mutant.ts'
import { allOperations } from './places.ts'
import { isObject, without } from './change.ts'
import type { JsonObject } from '../replies.ts'

type Row = readonly [
  id: string,
  what: string,
  change: (body: JsonObject) => JsonObject,
]

const rows: readonly Row[] = [
  [
    'error-flat',
    'type and message lie flat',
    ({ error }) => ({ ...(isObject(error) && error), ok: false }),
  ],
  [
    'error-as-text',
    'error is a text',
    ({ error }) => ({
      error: isObject(error) ? error.message : error,
      ok: false,
    }),
  ],
  [
    'error-untyped',
    'error has no type',
    (body) => ({
      ...body,
      error: isObject(body.error) ? without(body.error, 'type') : body.error,
    }),
  ],
  ['error-ok', 'an error says ok: true', (body) => ({ ...body, ok: true })],
  [
    'error-without-ok',
    'an error does not say ok',
    (body) => without(body, 'ok'),
  ],
  [
    'error-list',
    'errors come as a list',
    ({ error }) => ({ errors: [error], ok: false }),
  ],
]

const silent =
  'the contract gives a refusal no body, and a step that expects one cannot look into it'

export const errors: readonly Mutant[] = [404, 400, 401].flatMap((status) =>
  rows.map(([id, what, change]): Mutant => {
    return {
      id: `${id}/${status}`,
      description: `where the status is ${status}, ${what}`,
      operations: allOperations,
      caughtBy: unmet,
      ...(status === 401 && { survives: silent }),
      faults: () => ({
        reply: (reply) =>
          reply.status === status && isObject(reply.body)
            ? { ...reply, body: change(reply.body) }
            : reply,
      }),
    }
  }),
)
