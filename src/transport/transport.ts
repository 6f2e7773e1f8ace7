/** A driver: one way in which a request reaches the API. */
import type { Exchange, Request } from '../model/exchange.ts'
import type { DriverName } from '../model/scenario.ts'

export type Limits = {
  /** From the request leaving to the last byte of the reply. */
  readonly timeoutMs: number
  /** Bytes of a reply's body as they travel; reading stops beyond. */
  readonly maxBodyBytes: number
  /** How long one request may wait in all where the API asks it to. */
  readonly maxWaitMs: number
  /** How long a request that the network lost waits for its second sending. */
  readonly pauseMs: number
}

export const defaultLimits: Limits = {
  timeoutMs: 10_000,
  maxBodyBytes: 8 * 1024 * 1024,
  maxWaitMs: 30_000,
  pauseMs: 1000,
}

export interface Driver {
  readonly name: DriverName
  /** Never throws: a transport that fails is a result like any other. */
  send(request: Request): Promise<Exchange>
  close(): Promise<void>
}
