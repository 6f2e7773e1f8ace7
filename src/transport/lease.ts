/** Leases: lends Playwright's request contexts, each to one exchange at a time,
 * and replaces them in time.
 *
 * A context keeps every body in memory. So a new one replaces it after so many
 * exchanges or bytes. Each has one connection of its own, which is closed
 * before a request that needs a new one. */
import type { Socket } from 'node:net'
import { performance } from 'node:perf_hooks'
import type { APIRequestContext } from 'playwright'
import type { Request } from '../model/exchange.ts'
import type { Proxy } from '../model/proxy.ts'
import { needsNewConnection } from './idle.ts'

/** A context, and what it has served. */
export type Lease = {
  readonly context: APIRequestContext
  /** When its last exchange ended, by `performance.now()`. */
  usedAt: number
  /** The connection of its last exchange. */
  socket?: Socket | undefined
  served: number
  /** Of the bodies that it keeps. */
  keptBytes: number
}

/** What an exchange leaves behind. */
type Use = Pick<Lease, 'socket'> & {
  readonly bodyBytes: number
}

export type Leases = {
  readonly take: (request: Request) => Promise<Lease>
  readonly giveBack: (lease: Lease, use: Use) => Promise<void>
  readonly close: () => Promise<void>
}

const servedAtMost = 200
const keptBytesAtMost = 4 * 1024 * 1024

export async function openLeases(proxy?: Proxy): Promise<Leases> {
  /** The one that was used last is the last. */
  const free = [await open(proxy)]
  let isClosed = false
  return {
    take: async (request) => {
      const newest = free.at(-1)
      const idleForMs = performance.now() - (newest?.usedAt ?? 0)
      if (!needsNewConnection(request, idleForMs))
        return free.pop() ?? open(proxy)
      const oldest = free.shift() ?? (await open(proxy))
      oldest.socket?.destroy()
      return oldest
    },
    giveBack: async (lease, { socket, bodyBytes }) => {
      lease.usedAt = performance.now()
      lease.socket = socket
      lease.served += 1
      lease.keptBytes += bodyBytes
      const isOver =
        isClosed ||
        lease.served >= servedAtMost ||
        lease.keptBytes >= keptBytesAtMost
      if (isOver) await lease.context.dispose()
      else free.push(lease)
    },
    close: async () => {
      isClosed = true
      const all = free.splice(0)
      await Promise.all(all.map(({ context }) => context.dispose()))
    },
  }
}

async function open(proxy?: Proxy): Promise<Lease> {
  // Imported here: it takes long to load, and other drivers do not need it.
  const { request } = await import('playwright')
  return {
    context: await request.newContext(proxy && { proxy }),
    usedAt: performance.now(),
    served: 0,
    keptBytes: 0,
  }
}
