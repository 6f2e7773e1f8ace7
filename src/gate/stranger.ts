/** Stranger: a server on loopback that stands for another host, and notes which
 * credentials arrive. */
import { createServer } from 'node:http'
import { standInMark } from '../model/client-call.ts'
import type { Elsewhere } from '../model/client-call.ts'
import { listenOnLoopback } from '../transport/loopback.ts'

export type Stranger = {
  readonly port: number
  /** What arrived with a credential. */
  readonly seen: () => readonly Elsewhere[]
  readonly stop: () => Promise<void>
}

export async function openStranger(): Promise<Stranger> {
  const arrived: (readonly string[])[] = []
  const server = createServer(({ headers }, outgoing) => {
    const names = Object.entries(headers)
      .filter(([, value]) => String(value).includes(standInMark))
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
