/** Transport: sends one HTTP request and returns one exchange. */
import type { Exchange, Request } from '../model/exchange.ts'

export interface Transport {
  /** Never throws: a network failure is a result, too. */
  send(request: Request): Promise<Exchange>
  close(): Promise<void>
}

export type Limits = {
  /** From sending the request to the last byte of the response. */
  readonly timeoutMs: number
  /** Bytes of a response's body as they arrive; reading stops beyond. */
  readonly maxBodyBytes: number
  /** How long one request may wait in all where the API sends Retry-After. */
  readonly maxWaitMs: number
  /** Time before the retry of a request that the network lost. */
  readonly pauseMs: number
}

export const defaultLimits: Limits = {
  timeoutMs: 10_000,
  maxBodyBytes: 8 * 1024 * 1024,
  maxWaitMs: 30_000,
  pauseMs: 1000,
}
