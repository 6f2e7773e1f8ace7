/** Concurrency: how many requests one process sends at the same time. */
import pLimit from 'p-limit'
import type { Policy } from './policy.ts'

export function concurrency(atOnce: number): Policy {
  const limit = pLimit(atOnce)
  return (next) => (request) => limit(() => next(request))
}
