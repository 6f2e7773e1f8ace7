/** The flow that is measured: create, get, grant access, and delete again; by
 * the engine, by Playwright's bare request context, and by a bare client. */
import { request } from 'playwright'
import { Pool } from 'undici'
import { defaultLimits } from '../../src/transport/transport.ts'
import { runCase } from '../../src/run/case.ts'
import type { Target } from '../../src/auth/target.ts'
import { openContext } from '../../src/run/context.ts'
import type { ContextOptions } from '../../src/run/context.ts'
import { createNodeHttpTransport } from '../../src/transport/node-http.ts'
import { contract, planOf } from '../self/kit.ts'
import { madeWithToken } from '../self/run/steps.ts'

/** The engine looks for a session before it deletes it, and afterwards; the
 * others send the same requests. */
export const requestsPerFlow = 6

type Contestant = {
  readonly flow: () => Promise<void>
  readonly close: () => Promise<void>
}

const steps = `${madeWithToken}
  - id: get
    call: /client_sessions/get
    as: { client_session: "\${{ token }}" }
    expect: { client_session: { client_session_id: "\${{ session_id }}" } }
  - id: grant
    call: /client_sessions/grant_access
    body: { client_session_id: "\${{ session_id }}", connect_webview_ids: ["\${{ target.connect_webview_id }}"] }
`

/** With Playwright's client. */
export function engine(target: Target): Promise<Contestant> {
  return engineWith({ target })
}

/** With Node's client, as mutants and the gate use it. */
export function lightEngine(target: Target): Promise<Contestant> {
  return engineWith({ target, connect: createNodeHttpTransport })
}

async function engineWith(
  chosen: Pick<ContextOptions, 'target' | 'connect'>,
): Promise<Contestant> {
  const plan = planOf(steps)
  const context = await openContext({
    ...chosen,
    contract,
    limits: defaultLimits,
    runId: 'bench',
  })
  return {
    flow: async () => {
      const { status, cleanup } = await runCase(plan, { context })
      if (status !== 'passed' || cleanup[0]?.status !== 'undone') {
        throw new Error(`a flow ended as ${status}`)
      }
    },
    close: () => context.close(),
  }
}

type Session = { client_session: { client_session_id: string; token: string } }
type Post = (path: string, token: string, body: object) => Promise<Session>

async function bareFlow(post: Post, target: Target): Promise<void> {
  const key = target.keyring.api_key ?? ''
  const user_identifier_key = `bench-${Math.random()}`
  const { client_session } = await post('/client_sessions/create', key, {
    user_identifier_key,
  })
  const { client_session_id, token } = client_session
  await post('/client_sessions/get', token, {})
  await post('/client_sessions/grant_access', key, {
    client_session_id,
    connect_webview_ids: [target.resources.connect_webview_id],
  })
  await post('/client_sessions/get', key, { client_session_id })
  await post('/client_sessions/delete', key, { client_session_id })
  await post('/client_sessions/get', key, { client_session_id })
}

/** What the `api` driver stands on, with nothing around it. */
export async function bareContext(target: Target): Promise<Contestant> {
  const context = await request.newContext()
  const post: Post = async (path, token, body) => {
    const reply = await context.fetch(`${target.endpoint}${path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
      },
      data: Buffer.from(JSON.stringify(body)),
    })
    return JSON.parse(await reply.text())
  }
  return {
    flow: () => bareFlow(post, target),
    close: () => context.dispose(),
  }
}

/** The reference: a client with kept connections and nothing else. */
export async function bareClient(target: Target): Promise<Contestant> {
  const pool = new Pool(target.endpoint, { connections: 16 })
  const post: Post = async (path, token, body) => {
    const reply = await pool.request({
      path,
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify(body),
    })
    return (await reply.body.json()) as Session
  }
  return { flow: () => bareFlow(post, target), close: () => pool.close() }
}
