/** Leases: lends Playwright's request contexts, and replaces them in time.
 *
 * A context keeps every body in memory, and sends back every cookie. So a new
 * one replaces it after so many exchanges, and after a response that sets a
 * cookie: no response may depend on an earlier one. Each has connections of its
 * own. */
import { performance } from 'node:perf_hooks'
import type { APIRequestContext } from 'playwright'
import type { Request } from '../model/exchange.ts'
import type { Proxy } from '../model/proxy.ts'
import { needsNewConnection } from './idle.ts'

/** A context, with the number of exchanges that it has served and that still
 * use it. */
export type Lease = {
  readonly context: APIRequestContext
  /** When its last exchange ended, by `performance.now()`. */
  usedAt: number
  served: number
  users: number
  isRetired: boolean
}

export type Leases = {
  readonly take: (request: Request) => Promise<Lease>
  /** @param isSpent whether the context may serve no other exchange. */
  readonly giveBack: (lease: Lease, isSpent: boolean) => Promise<void>
  readonly close: () => Promise<void>
}

const servedAtMost = 200

export async function openLeases(proxy?: Proxy): Promise<Leases> {
  let current = open(proxy)
  await current
  const retire = (lease: Lease): void => {
    if (lease.isRetired) return
    lease.isRetired = true
    current = open(proxy)
  }
  return {
    take: async (request) => {
      let lease = await current
      while (!isFitFor(request, lease)) {
        if (!lease.isRetired) {
          retire(lease)
          await leave(lease)
        }
        lease = await current
      }
      lease.users += 1
      lease.served += 1
      return lease
    },
    giveBack: async (lease, isSpent) => {
      if (isSpent || lease.served >= servedAtMost) retire(lease)
      lease.users -= 1
      lease.usedAt = performance.now()
      await leave(lease)
    },
    close: async () => (await current).context.dispose(),
  }
}

function isFitFor(
  request: Request,
  { isRetired, served, usedAt }: Lease,
): boolean {
  if (isRetired || served === 0) return !isRetired
  return !needsNewConnection(request, performance.now() - usedAt)
}

async function leave({ isRetired, users, context }: Lease): Promise<void> {
  if (isRetired && users === 0) await context.dispose()
}

async function open(proxy?: Proxy): Promise<Lease> {
  // Imported here: it takes long to load, and other drivers do not need it.
  const { request } = await import('playwright')
  return {
    context: await request.newContext(proxy && { proxy }),
    usedAt: performance.now(),
    served: 0,
    users: 0,
    isRetired: false,
  }
}
