/** Stranger: a server on loopback that stands for another host, and notes which
 * credentials arrive. */
import { createServer } from 'node:http'
import type { Elsewhere } from '../model/client-call.ts'
import { listenOnLoopback } from '../transport/loopback.ts'

export type Stranger = {
  readonly port: number
  /** What arrived with a credential. */
  readonly seen: () => readonly Elsewhere[]
  readonly stop: () => Promise<void>
}

/** Each stand-in has this in it, whatever an SDK writes around it. */
const ofStandIn = /standin/

export async function openStranger(): Promise<Stranger> {
  const arrived: (readonly string[])[] = []
  const server = createServer(({ headers }, outgoing) => {
    const names = Object.entries(headers)
      .filter(([, value]) => ofStandIn.test(String(value)))
      .map(([name]) => name)
    if (names.length > 0) arrived.push(names.toSorted())
    outgoing.writeHead(404).end()
  })
  const { port, stop } = await listenOnLoopback(server)
  return {
    port,
    seen: () =>
      [...new Set(arrived.map((names) => names.join(' ')))].map((names) => ({
        host: 'another host',
        credentials: names.split(' '),
      })),
    stop,
  }
}
