/** A sandbox for each test, and a way to call one with literal requests. */
import { test as base } from '@playwright/test'
import { startSandbox } from '../../../src/sandbox/server.ts'
import type { Sandbox } from '../../../src/sandbox/server.ts'

/** A uuid that names nothing. */
export const unknownId = '00000000-0000-4000-8000-000000000000'

export type Sent = {
  /** Goes into `Authorization: Bearer`. */
  readonly as?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string>>
  readonly body?: unknown
}

export type SessionBody = {
  readonly client_session_id: string
  readonly workspace_id: string
  readonly created_at: string
  readonly expires_at: string
  readonly token: string
  readonly user_identifier_key: string | null
  readonly customer_key?: string
  readonly device_count: number
  readonly connected_account_ids: readonly string[]
  readonly connect_webview_ids: readonly string[]
  readonly user_identity_id?: string
  readonly user_identity_ids: readonly string[]
}

/** Every member a reply can have; a test reads those it needs. */
type ReplyBody = {
  readonly ok: boolean
  readonly client_session: SessionBody
  readonly client_sessions: readonly SessionBody[]
  readonly error: {
    readonly type: string
    readonly message: string
    readonly validation_errors: unknown
  }
}

export type Received = {
  readonly status: number
  readonly headers: Headers
  readonly body: ReplyBody
}

/** `PUT /client_sessions/create`; the body is sent as JSON when there is one. */
export async function call(
  { url }: Pick<Sandbox, 'url'>,
  { operation, ...sent }: Sent & { readonly operation: string },
): Promise<Received> {
  const [method = '', path = ''] = operation.split(' ')
  const response = await fetch(
    `${url}${path}?${new URLSearchParams(sent.query)}`,
    {
      method,
      headers: {
        ...(sent.as === undefined
          ? {}
          : { authorization: `Bearer ${sent.as}` }),
        ...(sent.body === undefined
          ? {}
          : { 'content-type': 'application/json' }),
        ...sent.headers,
      },
      ...(sent.body === undefined ? {} : { body: JSON.stringify(sent.body) }),
    },
  )
  const body = (await response.json()) as ReplyBody // What the test expects.
  return { status: response.status, headers: response.headers, body }
}

/** A session made with the seeded API key. */
export async function createSession(
  sandbox: Sandbox,
  body: object = {},
): Promise<SessionBody> {
  const reply = await call(sandbox, {
    operation: 'POST /client_sessions/create',
    as: sandbox.seed.apiKey,
    body,
  })
  return reply.body.client_session
}

export const test = base.extend<{ sandbox: Sandbox }>({
  // Playwright reads the fixtures a fixture needs off this pattern.
  sandbox: async ({}, use) => {
    const sandbox = await startSandbox()
    await use(sandbox)
    await sandbox.stop()
  },
})
