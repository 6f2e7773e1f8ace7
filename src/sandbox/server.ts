/** The sandbox server: starts and stops our own stateful twin of the API. */
import { createAdaptorServer } from '@hono/node-server'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { Socket } from 'node:net'
import { createApp } from './app.ts'
import type { Fault } from './faults.ts'
import type { Seed } from './seed.ts'
import type { Store } from './store.ts'
import { createState } from './state.ts'
import type { StateOptions } from './state.ts'

type SandboxOptions = StateOptions & {
  /** 0, the default, takes any free port. */
  readonly port?: number
  /** Served at `/openapi.json`; by default the project's pinned contract. */
  readonly contractFile?: string | URL
  readonly faults?: Fault
  /** Serves https with this certificate, in PEM. */
  readonly tls?: { readonly key: string; readonly cert: string }
}

export type Sandbox = {
  /** Origin without a slash at its end. */
  readonly url: string
  readonly seed: Seed
  /** The sessions as they are now, for tests. */
  readonly state: Store
  /** Cuts open connections. Calling it again changes nothing. */
  readonly stop: () => Promise<void>
}

const pinnedContract = new URL(
  '../../schemas/client-sessions.json',
  import.meta.url,
)

/** Longer than clients keep connections, so that none uses a closing one. */
const keepAliveTimeout = 60_000

/** Listens on 127.0.0.1 only. Rejects when the port is taken. */
export async function startSandbox(
  options: SandboxOptions = {},
): Promise<Sandbox> {
  const state = createState(options)
  const app = createApp({
    state,
    contractFile: options.contractFile ?? pinnedContract,
    fault: options.faults ?? {},
  })
  const server = createAdaptorServer({
    fetch: app.fetch,
    // It would replace the global Request and Response of this process.
    overrideGlobalObjects: false,
    ...(options.tls
      ? {
          createServer: createTlsServer,
          serverOptions: { ...options.tls, keepAliveTimeout },
        }
      : { createServer, serverOptions: { keepAliveTimeout } }),
  }) as Server // never http2, as created here
  const sockets = trackSockets(server)
  const port = await listen(server, options.port ?? 0)
  return {
    url: `${options.tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    seed: state.seed,
    state: state.store,
    stop: () => stop(server, sockets),
  }
}

/** Node's own list leaves out sockets in a TLS handshake. */
function trackSockets(server: Server): ReadonlySet<Socket> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  return sockets
}

async function listen(server: Server, port: number): Promise<number> {
  await once(server.listen(port, '127.0.0.1'), 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') {
    throw new Error('The sandbox listens on something without a port')
  }
  return address.port
}

function stop(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    for (const socket of sockets) socket.destroy()
  })
}
