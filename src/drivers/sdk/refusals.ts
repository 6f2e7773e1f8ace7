/** Refusals: a proxy for HTTP and HTTPS on loopback that notes which host a
 * client asks for, and refuses. For clients whose connections cannot be watched
 * from inside. */
import { createServer } from 'node:http'
import type { IncomingHttpHeaders } from 'node:http'
import type { Elsewhere } from '../../model/client-call.ts'
import { listenOnLoopback } from '../../transport/loopback.ts'

export type Refusals = {
  /** Variables that make a client use it for all hosts but this machine. */
  readonly env: Readonly<Record<string, string>>
  /** What was refused since the last time. */
  readonly take: () => readonly Elsewhere[]
  readonly stop: () => Promise<void>
}

/** Each stand-in has this in it. */
const ofStandIn = /standin/

export async function openRefusals(): Promise<Refusals> {
  let refused: Elsewhere[] = []
  const server = createServer(({ url = '', headers }, outgoing) => {
    const host = URL.canParse(url) ? new URL(url).host : url
    refused.push({ host, credentials: credentialsIn(headers) })
    outgoing.writeHead(403).end()
  })
  server.on('connect', ({ url = '' }, socket) => {
    refused.push({ host: url, credentials: [] })
    socket.on('error', () => {}) // the client may not wait
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
  })
  const { port, stop } = await listenOnLoopback(server)
  return {
    env: environmentFor(`http://127.0.0.1:${port}`),
    take: () => {
      const taken = refused
      refused = []
      return taken
    },
    stop,
  }
}

/** Some clients read the small names, others the large ones. */
function environmentFor(proxy: string): Readonly<Record<string, string>> {
  const small = {
    http_proxy: proxy,
    https_proxy: proxy,
    all_proxy: proxy,
    no_proxy: '127.0.0.1,localhost',
  }
  const large = Object.entries(small).map(([name, value]) => [
    name.toUpperCase(),
    value,
  ])
  return { ...small, ...Object.fromEntries(large) }
}

function credentialsIn(headers: IncomingHttpHeaders): readonly string[] {
  return Object.entries(headers)
    .filter(([, value]) => ofStandIn.test(String(value)))
    .map(([name]) => name)
}
