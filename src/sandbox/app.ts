/** The app: routes each request through authentication, validation and handler. */
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { Hono } from 'hono'
import type { NotFoundHandler } from 'hono'
import { readFile } from 'node:fs/promises'
import type { OutgoingHttpHeaders } from 'node:http'
import { authorize } from './auth.ts'
import { callOf } from './calls.ts'
import type { Call, Env } from './calls.ts'
import { corsHeaders, preflight } from './cors.ts'
import { ApiError, replyOf } from './errors.ts'
import type { Authorized, Fault } from './faults.ts'
import { operations } from './operations.ts'
import type { Operation } from './operations.ts'
import { readJsonBody } from './requests.ts'
import { ok, writeReply } from './replies.ts'
import type { RawWriter, Reply } from './replies.ts'
import type { SandboxState } from './state.ts'

type AppOptions = {
  readonly state: SandboxState
  readonly contractFile: string | URL
  readonly fault: Fault
}

type Respond = (call: Call) => Reply | Promise<Reply>

export function createApp(options: AppOptions): Hono<Env> {
  const { fault } = options
  const app = new Hono<Env>()
  for (const operation of operations) {
    app.on(
      operation.method,
      operation.path,
      serve(fault, (call) => answer(call, { ...options, operation })),
    )
  }
  app.get(
    '/health',
    serve(fault, () => ok()),
  )
  app.get(
    '/openapi.json',
    serve(fault, () => readContract(options.contractFile)),
  )
  app.options('*', serve(fault, preflight))
  // Not `all('*')`: with two matches for a path Hono uses its slower router.
  app.notFound(serve(fault, rejectPath))
  app.onError((error, { env: { outgoing } }) => {
    if (outgoing.headersSent) outgoing.destroy()
    else writeReply(outgoing, replyOf(error))
    return RESPONSE_ALREADY_SENT
  })
  return app
}

/** Writes to the socket itself, because a fault may write there too. */
function serve(fault: Fault, respond: Respond): NotFoundHandler<Env> {
  return async (context) => {
    const { outgoing } = context.env
    const call = callOf(context)
    const result = isLoopback(call.headers.host)
      ? await produce(call, { fault, respond })
      : replyOf(foreignHost)
    if (typeof result === 'function') await result(outgoing)
    else writeReply(outgoing, result)
    return RESPONSE_ALREADY_SENT
  }
}

/** A page elsewhere can make its own host name lead to this machine (DNS
 * rebinding), but its requests carry that name. */
function isLoopback(host: string | undefined): boolean {
  if (host === undefined) return true // HTTP/1.0: no browser sends it
  return /^(?:(?:[\w-]+\.)*localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/i.test(
    host,
  )
}

const foreignHost = new ApiError(
  'invalid_input',
  'The sandbox answers hosts of this machine only',
)

async function produce(
  call: Call,
  { fault, respond }: { readonly fault: Fault; readonly respond: Respond },
): Promise<Reply | RawWriter> {
  const raw = fault.raw?.(call)
  if (raw) return raw
  const reply = withCommonHeaders(await respondSafely(call, respond), call)
  return fault.reply ? fault.reply(reply, call) : reply
}

async function respondSafely(call: Call, respond: Respond): Promise<Reply> {
  try {
    return await respond(call)
  } catch (error) {
    return replyOf(error)
  }
}

async function answer(
  call: Call,
  { state, fault, operation }: AppOptions & { readonly operation: Operation },
): Promise<Reply> {
  const { method, accepts, run } = operation
  const attempt = {
    operation: call.operation,
    accepts,
    headers: call.headers,
    state,
  }
  const caller = fault.authorize
    ? fault.authorize(attempt, authorize)
    : authorize(attempt)
  const isQueried = method === 'GET' || method === 'DELETE'
  const parameters = isQueried ? call.query : await readJsonBody(call)
  const authorized: Authorized = { call, caller, parameters, state }
  const act = (given: Authorized) => perform(given, run)
  return fault.handle ? fault.handle(authorized, act) : act(authorized)
}

function perform(given: Authorized, run: Operation['run']): Reply {
  const { caller, state, parameters } = given
  try {
    const workspace = state.workspaces.get(caller.workspaceId)
    if (!workspace) {
      throw new ApiError('workspace_not_found', 'There is no such workspace')
    }
    return run(parameters, { caller, workspace, state })
  } catch (error) {
    return replyOf(error)
  }
}

function withCommonHeaders(reply: Reply, call: Call): Reply {
  const headers: OutgoingHttpHeaders = {}
  if (reply.body !== undefined)
    headers['content-type'] = 'application/json; charset=utf-8'
  headers['seam-request-id'] = call.requestId
  // Not by a spread: this runs for every response, in thousands of sandboxes.
  Object.assign(headers, corsHeaders(call), reply.headers)
  return { ...reply, headers }
}

/** Reads the file at each request: it may change while the sandbox runs. The
 * error names no reason, which would disclose a path of this machine. */
async function readContract(file: string | URL): Promise<Reply> {
  try {
    return { status: 200, headers: {}, body: await readFile(file) }
  } catch {
    throw new ApiError('not_found', 'There is no contract file to serve')
  }
}

function rejectPath(call: Call): Reply {
  const methods = operations
    .filter(({ path }) => path === call.path)
    .map(({ method }) => method)
  if (methods.length === 0) {
    return replyOf(
      new ApiError('not_found', `Nothing is served at "${call.path}"`),
    )
  }
  const rejection = replyOf(
    new ApiError(
      'method_not_allowed',
      `"${call.path}" does not support ${call.method}`,
    ),
  )
  return { ...rejection, headers: { allow: methods.join(', ') } }
}
