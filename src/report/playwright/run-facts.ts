/** The facts of a run: what it was asked for, and how long it took. */
import type { FullResult } from '@playwright/test/reporter'
import type { RunFacts } from '../../model/verdict.ts'

/** What is known before it starts. */
export type Asked = Omit<RunFacts, 'startedAt' | 'durationMs'>

export function runFacts(
  { seamwatch, target, endpoint, runId, isFiltered, sdk }: Asked,
  { startTime, duration }: FullResult,
): RunFacts {
  return {
    seamwatch,
    target,
    endpoint,
    runId,
    startedAt: startTime.toISOString(),
    durationMs: Math.round(duration),
    isFiltered,
    ...(sdk && { sdk }),
  }
}
