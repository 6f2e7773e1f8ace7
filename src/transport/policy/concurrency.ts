/** Turns: so many requests of one process are under way at once, and no more. */
import pLimit from 'p-limit'
import type { Driver } from '../transport.ts'

export function withTurns(driver: Driver, atOnce: number): Driver {
  const limit = pLimit(atOnce)
  return { ...driver, send: (request) => limit(() => driver.send(request)) }
}
