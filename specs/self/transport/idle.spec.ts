/** A server that closes idle connections when it likes: no request is lost that
 * cannot be sent twice. IDLE_POSTS=2000 sends more. */
import { createServer } from 'node:http'
import type { Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from '@playwright/test'
import type { Request } from '../../../src/model/exchange.ts'
import { listenOnLoopback } from '../../../src/transport/loopback.ts'
import { createNodeHttpTransport } from '../../../src/transport/node-http.ts'
import { createPlaywrightTransport } from '../../../src/transport/playwright.ts'

const count = Number(process.env.IDLE_POSTS ?? 60)
const abreast = 20

test.describe.configure({ timeout: 600_000 + count * 500 })

const post: Request = {
  method: 'POST',
  path: '/client_sessions/create',
  query: [],
  headers: [['content-type', 'application/json']],
  body: '{}',
}

const transports = [
  ['playwright', createPlaywrightTransport],
  ['node-http', createNodeHttpTransport],
] as const

for (const [name, connect] of transports) {
  test(`${count} POSTs with pauses get a response from a server that closes idle connections (${name})`, async () => {
    const { endpoint, stop } = await startImpatient()
    const lost = await Promise.all(
      Array.from({ length: abreast }, async () => {
        const transport = await connect(endpoint)
        const messages: string[] = []
        for (let index = 0; index < count / abreast; index += 1) {
          const { result } = await transport.send(post)
          if (result.kind === 'no-reply') messages.push(result.message)
          await sleep(between(1, 400))
        }
        await transport.close()
        return messages
      }),
    )
    await stop()
    expect(lost.flat()).toEqual([])
  })

  test(`after a pause a POST has a new connection, and a GET has not (${name})`, async () => {
    let connections = 0
    const server = createServer((_, response) => response.end('{}'))
    server.on('connection', () => (connections += 1))
    const { port, stop } = await listenOnLoopback(server)
    const transport = await connect(`http://127.0.0.1:${port}`)
    await transport.send(post)
    await sleep(60)
    await transport.send(post)
    expect(connections).toBe(2)
    await transport.send({ ...post, method: 'GET' })
    await sleep(60)
    await transport.send({ ...post, method: 'GET' })
    expect(connections).toBeLessThanOrEqual(3)
    await transport.close()
    await stop()
  })
}

for (const [name, connect] of transports) {
  test(`a POST never leaves on a connection that has been idle beside a busy one (${name})`, async () => {
    const idle: Socket[] = []
    const used: Socket[] = []
    const server = createServer(({ socket }, response) => {
      used.push(socket)
      setTimeout(() => response.end('{}'), 20)
    })
    const { port, stop } = await listenOnLoopback(server)
    const transport = await connect(`http://127.0.0.1:${port}`)
    const read: Request = { ...post, method: 'GET', path: '/devices/list' }
    const write: Request = { ...post, path: '/client_sessions/get' }
    await Promise.all([transport.send(read), transport.send(read)])
    await sleep(60)
    const both = used.splice(0)
    expect(new Set(both).size).toBe(2)
    await transport.send(read)
    idle.push(...both.filter((socket) => !used.includes(socket)))
    expect(idle).toHaveLength(1)
    await Promise.all([transport.send(write), transport.send(write)])
    expect(used).toHaveLength(3)
    expect(used.some((socket) => idle.includes(socket))).toBe(false)
    await transport.close()
    await stop()
  })
}

/** Closes a connection once it has been idle for its time: at that moment, or
 * when the next request is on its way. */
async function startImpatient() {
  const closesAt = new WeakMap<Socket, number>()
  const server = createServer(({ socket }, response) => {
    const isClosing = performance.now() > (closesAt.get(socket) ?? Infinity)
    if (isClosing) return socket.resetAndDestroy()
    response.end('{}')
    closesAt.set(socket, performance.now() + between(50, 5000))
    return undefined
  })
  server.keepAliveTimeout = 5000
  const { port, stop } = await listenOnLoopback(server)
  return { endpoint: `http://127.0.0.1:${port}`, stop }
}

function between(from: number, to: number): number {
  return from + Math.random() * (to - from)
}
