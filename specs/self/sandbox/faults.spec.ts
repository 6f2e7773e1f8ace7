/** The seam for faults: each hook can change what its stage does. */
import { expect, test } from '@playwright/test'
import type { Fault } from '../../../src/sandbox/faults.ts'
import { startSandbox } from '../../../src/sandbox/server.ts'
import type { Sandbox } from '../../../src/sandbox/server.ts'
import { call, createSession } from './fixtures.ts'

async function withFault(
  faults: Fault,
  body: (sandbox: Sandbox) => Promise<void>,
): Promise<void> {
  const sandbox = await startSandbox({ faults })
  try {
    await body(sandbox)
  } finally {
    await sandbox.stop()
  }
}

test('a fault can replace the response of one operation', async () => {
  const faults: Fault = {
    raw: ({ operation }) =>
      operation === 'POST /client_sessions/get'
        ? (outgoing) => {
            outgoing.writeHead(403, { 'content-type': 'text/html' })
            outgoing.end('<h1>Blocked</h1>')
          }
        : undefined,
  }
  await withFault(faults, async (sandbox) => {
    const blocked = await fetch(`${sandbox.url}/client_sessions/get`, {
      method: 'POST',
    })
    expect(blocked.status).toBe(403)
    expect(blocked.headers.has('seam-request-id')).toBe(false)
    expect(await blocked.text()).toBe('<h1>Blocked</h1>')
    const { status } = await call(sandbox, { operation: 'GET /health' })
    expect(status).toBe(200)
  })
})

test('a fault can reset a connection before the request is read', async () => {
  const faults: Fault = {
    raw: () => (outgoing) => {
      outgoing.socket?.destroy()
    },
  }
  await withFault(faults, async (sandbox) => {
    await expect(createSession(sandbox)).rejects.toThrow()
    expect(sandbox.state.size()).toBe(0)
  })
})

test('a fault can cut a response off after the state has changed', async () => {
  const faults: Fault = {
    reply: () => (outgoing) => {
      outgoing.writeHead(200, { 'content-length': 100 })
      outgoing.write('{"client_session":', () => outgoing.destroy())
    },
  }
  await withFault(faults, async (sandbox) => {
    await expect(createSession(sandbox)).rejects.toThrow()
    expect(sandbox.state.size()).toBe(1)
  })
})

test('a fault can alter and delay a response', async () => {
  const faults: Fault = {
    reply: async (reply, { operation }) => {
      if (operation !== 'GET /health') return reply
      await new Promise((resolve) => {
        setTimeout(resolve, 120)
      })
      return {
        status: 503,
        headers: { ...reply.headers, 'retry-after': '1' },
        body: '{"ok":false,"error":{"type":"late"}}',
      }
    },
  }
  await withFault(faults, async (sandbox) => {
    const startedAtMs = Date.now()
    const late = await call(sandbox, { operation: 'GET /health' })
    expect(Date.now() - startedAtMs).toBeGreaterThanOrEqual(100)
    expect(late.status).toBe(503)
    expect(late.headers.get('retry-after')).toBe('1')
    expect(late.body.error.type).toBe('late')
  })
})

test('a fault can remove a header of a preflight response', async () => {
  const faults: Fault = {
    reply: (reply, { method }) =>
      method === 'OPTIONS'
        ? {
            ...reply,
            headers: {
              ...reply.headers,
              'access-control-allow-headers': 'content-type',
            },
          }
        : reply,
  }
  await withFault(faults, async (sandbox) => {
    const { headers } = await fetch(sandbox.url, { method: 'OPTIONS' })
    expect(headers.get('access-control-allow-headers')).toBe('content-type')
  })
})

test('a fault can accept a wrong kind of credential', async () => {
  const faults: Fault = {
    authorize: (attempt, next) =>
      next({ ...attempt, accepts: [...attempt.accepts, 'client_session'] }),
  }
  await withFault(faults, async (sandbox) => {
    const { token } = await createSession(sandbox)
    const { status } = await call(sandbox, {
      operation: 'GET /client_sessions/list',
      as: token,
    })
    expect(status).toBe(200)
  })
})

test('a fault can alter what an operation does', async () => {
  const faults: Fault = {
    handle: (authorized, next) => {
      const { expires_at: _, ...rest } = authorized.parameters
      return next({ ...authorized, parameters: rest })
    },
  }
  await withFault(faults, async (sandbox) => {
    const session = await createSession(sandbox, {
      expires_at: '2999-01-01T00:00:00Z',
    })
    expect(session.expires_at).not.toContain('2999')
  })
})

for (const hook of ['raw', 'authorize', 'handle', 'reply'] as const) {
  test(`a fault that throws in ${hook} is a server error, not a hanging request`, async () => {
    const faults: Fault = {
      [hook]: () => {
        throw new Error('broken on purpose')
      },
    }
    await withFault(faults, async (sandbox) => {
      const { status, body } = await call(sandbox, {
        operation: 'GET /client_sessions/list',
        as: sandbox.seed.apiKey,
      })
      expect(status).toBe(500)
      expect(body.error.type).toBe('internal_error')
    })
  })
}
