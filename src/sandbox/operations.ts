/** The operations: one row each, with its credentials, parameters and handler. */
import type { z } from 'zod'
import type { Scheme } from './auth.ts'
import { listDevices } from './devices.ts'
import * as handlers from './handlers.ts'
import * as requests from './requests.ts'
import type { JsonObject, Reply } from './replies.ts'
import type { RequestContext } from './sessions.ts'

export type Operation = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly path: string
  readonly accepts: readonly Scheme[]
  /** Validates the parameters, then acts. Throws an `ApiError`. */
  readonly run: (parameters: JsonObject, context: RequestContext) => Reply
}

const managing: readonly Scheme[] = [
  'api_key',
  'pat_with_workspace',
  'console_session_with_workspace',
]
const creating: readonly Scheme[] = ['publishable_key', ...managing]
const reading: readonly Scheme[] = ['client_session', ...managing]

const create = run(requests.createInput, handlers.create)
const createOrRenew = run(requests.createInput, handlers.upsert)
const getOrCreate = run(requests.getOrCreateInput, handlers.upsert)
const get = run(requests.getInput, handlers.get)
const grantAccess = run(requests.grantAccessInput, handlers.grantAccess)
const listByQuery = run(requests.listQuery, handlers.list)
const list = run(requests.listInput, handlers.list)
const remove = run(requests.sessionIdInput, handlers.remove)
const revoke = run(requests.sessionIdInput, handlers.revoke)

export const operations: readonly Operation[] = [
  row('POST', 'create', { accepts: creating, run: create }),
  row('PUT', 'create', { accepts: creating, run: createOrRenew }),
  row('GET', 'get', { accepts: reading, run: get }),
  row('POST', 'get', { accepts: reading, run: get }),
  row('POST', 'get_or_create', { accepts: creating, run: getOrCreate }),
  row('PATCH', 'grant_access', { accepts: managing, run: grantAccess }),
  row('POST', 'grant_access', { accepts: managing, run: grantAccess }),
  row('GET', 'list', { accepts: managing, run: listByQuery }),
  row('POST', 'list', { accepts: managing, run: list }),
  row('DELETE', 'delete', { accepts: managing, run: remove }),
  row('POST', 'delete', { accepts: managing, run: remove }),
  row('POST', 'revoke', { accepts: managing, run: revoke }),
  // What Seam's web components ask for beside their session.
  { method: 'GET', path: '/devices/list', accepts: reading, run: listDevices },
  { method: 'POST', path: '/devices/list', accepts: reading, run: listDevices },
]

function row(
  method: Operation['method'],
  name: string,
  rest: Pick<Operation, 'accepts' | 'run'>,
): Operation {
  return { method, path: `/client_sessions/${name}`, ...rest }
}

function run<Input>(
  schema: z.ZodType<Input>,
  handle: (input: Input, context: RequestContext) => Reply,
): Operation['run'] {
  return (parameters, context) =>
    handle(requests.parseInput(schema, parameters), context)
}
