/** Concurrency: how many requests of one process are under way at once. */
import pLimit from 'p-limit'
import type { Policy } from './policy.ts'

export function concurrency(atOnce: number): Policy {
  const limit = pLimit(atOnce)
  return (next) => (request) => limit(() => next(request))
}
