/** Loopback: opens a server that only this machine can reach. */
import { once } from 'node:events'
import type { Server } from 'node:http'

export type Listening = {
  readonly port: number
  /** Closes open connections, too. */
  readonly stop: () => Promise<void>
}

/** On 127.0.0.1, at any free port. A browser that resolves `localhost` to
 * another address first tries this one next.
 * @throws Error if the server cannot listen. */
export async function listenOnLoopback(server: Server): Promise<Listening> {
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') {
    throw new Error('the server listens on something without a port')
  }
  return {
    port: address.port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
