/** Runs the cases of a run in this process, so many side by side: what they
 * mostly do is wait.
 *
 * Neighbours make a response late, as they share this process. So a case that
 * came too late runs once more when it is alone, and only that time counts. Cases
 * that create under keys which others may send run one after the other. */
import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import type { TestResult } from '@playwright/test/reporter'
import type { Evidence } from '../drivers/driver.ts'
import type { Outcome } from '../model/outcome.ts'
import { endResult, newResult } from './result.ts'
import type { Ended } from './result.ts'
import type { Test } from './tests.ts'
import { takeTurns } from './turns.ts'
import type { Worker } from './worker.ts'

export type Report = {
  readonly onTestBegin: (test: Test) => void
  readonly onTestEnd: (test: Test, result: TestResult) => Promise<void>
}

export type RunOptions = {
  readonly worker: Worker
  readonly report: Report
  readonly concurrency: number
  /** Ends what hangs in a case. */
  readonly timeLimitMs: (test: Test) => number
  /** No case starts after it, and what is under way is not waited for. */
  readonly stopped: AbortSignal
}

export async function runCases(
  tests: readonly Test[],
  { concurrency, stopped, ...options }: RunOptions,
): Promise<void> {
  const inTurn = takeTurns(concurrency)
  const free = Array.from({ length: concurrency }, (_, slot) => slot)
  const late: (() => Promise<void>)[] = []
  const run = async (test: Test): Promise<void> => {
    if (stopped.aborted) return
    const slot = free.shift() ?? 0
    options.report.onTestBegin(test)
    const attempt = start(slot)
    const ended = await tryOne(test, { ...options, stopped, attempt })
    free.push(slot)
    if (concurrency > 1 && isLate(ended) && !stopped.aborted)
      late.push(() => again(test, slot))
    else await report(test, ended, attempt)
  }
  const again = async (test: Test, slot: number): Promise<void> => {
    const attempt = start(slot)
    const ended = await tryOne(test, { ...options, stopped, attempt })
    await report(test, ended, attempt)
  }
  const report = async (
    test: Test,
    ended: Ended,
    { result, evidence, sinceMs }: Attempt,
  ): Promise<void> => {
    const durationMs = performance.now() - sinceMs
    endResult(result, { ended, evidence, durationMs })
    test.record.results.push(result)
    await options.report.onTestEnd(test, result)
  }
  await Promise.all(tests.map((test) => inTurn(test.item, () => run(test))))
  for (const one of late) await one()
}

type Attempt = {
  readonly result: TestResult
  /** Grows. */
  readonly evidence: Evidence[]
  readonly sinceMs: number
}

function start(slot: number): Attempt {
  return { result: newResult(slot), evidence: [], sinceMs: performance.now() }
}

async function tryOne(
  test: Test,
  {
    worker,
    timeLimitMs,
    stopped,
    attempt,
  }: Pick<RunOptions, 'worker' | 'timeLimitMs' | 'stopped'> & {
    readonly attempt: Attempt
  },
): Promise<Ended> {
  const limitMs = timeLimitMs(test)
  const ending = new AbortController()
  const stop = once(stopped, ending.signal)
  const late = sleep(limitMs, undefined, { signal: ending.signal }).then(
    (): Ended => ({
      kind: 'lost',
      isLate: true,
      error: new Error(`the case did not end within ${limitMs} ms`),
    }),
    () => never,
  )
  try {
    const work = worker.tryCase(test.item, async (evidence) => {
      attempt.evidence.push(evidence)
    })
    return await Promise.race([
      work.then((tried): Ended => ({ kind: 'judged', ...tried }), lost),
      stop,
      late,
    ])
  } finally {
    ending.abort()
  }
}

const never = new Promise<never>(() => {})

function lost(error: unknown): Ended {
  return {
    kind: 'lost',
    error: error instanceof Error ? error : new Error(String(error)),
  }
}

function once(signal: AbortSignal, until: AbortSignal): Promise<Ended> {
  return new Promise((resolve) => {
    const end = (): void => resolve({ kind: 'stopped' })
    if (signal.aborted) end()
    else signal.addEventListener('abort', end, { once: true, signal: until })
  })
}

/** A limit of time, as the scenario sets it, was not kept. */
function isLate(ended: Ended): boolean {
  return ended.kind === 'judged' && isOutOfTime(ended.envelope.outcome)
}

function isOutOfTime({ steps }: Outcome): boolean {
  return steps.some(
    ({ findings, poll }) =>
      poll?.isInTime === false ||
      findings.some(({ code }) => code === 'latency-over-budget'),
  )
}
