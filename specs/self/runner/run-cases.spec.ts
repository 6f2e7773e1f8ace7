import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from '@playwright/test'
import type { TestResult } from '@playwright/test/reporter'
import type { Outcome } from '../../../src/model/outcome.ts'
import type { Case } from '../../../src/model/scenario.ts'
import { runCases } from '../../../src/runner/run-cases.ts'
import { testsOf } from '../../../src/runner/tests.ts'
import type { Tried } from '../../../src/runner/worker.ts'
import { scenarioOf } from '../run/steps.ts'
import { casesIn } from './cases.ts'

type Try = (item: Case) => Promise<Tried>

const project = { name: 'api', testDir: '/specs', outputDir: '/out' }

async function ended(
  names: readonly string[],
  tryCase: Try,
  {
    concurrency = 4,
    stopped = new AbortController().signal,
    timeLimitMs = 60_000,
    step = '{ id: a, call: /client_sessions/list, body: {} }',
  }: {
    readonly concurrency?: number
    readonly stopped?: AbortSignal
    readonly timeLimitMs?: number
    readonly step?: string
  } = {},
) {
  const cases = names.flatMap((name) =>
    casesIn(scenarioOf(name, `  - ${step}\n`)),
  )
  const { tests } = testsOf([{ name: 'contract.spec.ts', cases }], {
    project,
    labels: { target: 'sandbox', driver: 'api' },
  })
  const results: (Pick<TestResult, 'status' | 'error'> & {
    readonly title: string
  })[] = []
  await runCases(tests, {
    worker: { tryCase },
    concurrency,
    stopped,
    timeLimitMs: () => timeLimitMs,
    report: {
      onTestBegin: () => {},
      onTestEnd: async ({ record: { title } }, { status, error }) => {
        results.push({ title, status, ...(error && { error }) })
      },
    },
  })
  return { results, tests }
}

/** As much of an outcome as the runner reads. */
function outcomeOf(more: Partial<Outcome> = {}): Outcome {
  const outcome = { status: 'passed', steps: [], ...more }
  return outcome as unknown as Outcome // redacted: it has no text
}

const passing: Tried = { envelope: { outcome: outcomeOf() } }

const late: Tried = {
  envelope: {
    outcome: outcomeOf({
      status: 'failed',
      steps: [
        { findings: [{ code: 'latency-over-budget' }] },
      ] as unknown as Outcome['steps'], // as much of a step as the runner reads
    }),
  },
  error: new Error('too slow'),
}

const names = Array.from({ length: 12 }, (_, at) => `case ${at}`)

test('as many cases as allowed run side by side, and no more', async () => {
  let running = 0
  let most = 0
  const { results } = await ended(names, async () => {
    running += 1
    most = Math.max(most, running)
    await sleep(20)
    running -= 1
    return passing
  })
  expect(most).toBe(4)
  expect(results.map(({ title }) => title).toSorted()).toEqual(names.toSorted())
})

test('a case that was too slow beside others runs again when it is alone, and only that counts', async () => {
  const calls: string[] = []
  let running = 0
  const { results } = await ended(names, async ({ title }) => {
    running += 1
    calls.push(`${title}: ${running > 1 ? 'beside others' : 'alone'}`)
    const isFirst = calls.filter((it) => it.startsWith(`${title}:`)).length < 2
    await sleep(10)
    running -= 1
    return title === 'case 1' && isFirst ? late : passing
  })
  expect(calls.at(-1)).toBe('case 1: alone')
  expect(results.at(-1)).toEqual({ title: 'case 1', status: 'passed' })
  expect(results).toHaveLength(names.length)
})

test('a case that is too slow when it is alone, too, has failed', async () => {
  let calls = 0
  const { results } = await ended(['slow', 'other'], async ({ title }) => {
    if (title === 'slow') calls += 1
    return title === 'slow' ? late : passing
  })
  expect(calls).toBe(2)
  expect(results).toContainEqual(
    expect.objectContaining({ title: 'slow', status: 'failed' }),
  )
})

test('a case without neighbours does not run again', async () => {
  let calls = 0
  await ended(
    ['slow'],
    async () => {
      calls += 1
      return late
    },
    { concurrency: 1 },
  )
  expect(calls).toBe(1)
})

test('a stopped run starts no further case, and waits for none', async () => {
  const stopping = new AbortController()
  let started = 0
  const { results, tests } = await ended(
    names,
    async () => {
      started += 1
      if (started === 4) setTimeout(() => stopping.abort(), 10)
      return new Promise<never>(() => {})
    },
    { stopped: stopping.signal },
  )
  expect(started).toBe(4)
  expect(results.map(({ status }) => status)).toEqual(
    Array(4).fill('interrupted'),
  )
  const notRun = tests.filter(({ record }) => record.results.length === 0)
  expect(notRun).toHaveLength(8)
})

test('a case that hangs is ended, and the next ones run', async () => {
  const { results } = await ended(
    ['hangs', 'next'],
    async ({ title }) =>
      title === 'hangs' ? new Promise<never>(() => {}) : passing,
    { concurrency: 1, timeLimitMs: 30 },
  )
  expect(results).toEqual([
    {
      title: 'hangs',
      status: 'timedOut',
      error: expect.objectContaining({
        message: 'Error: the case did not end within 30 ms',
      }),
    },
    { title: 'next', status: 'passed' },
  ])
})

test('a case that throws has no outcome, and its error is reported', async () => {
  const { results } = await ended(['throws'], async () => {
    throw new Error('boom')
  })
  expect(results).toEqual([
    {
      title: 'throws',
      status: 'failed',
      error: expect.objectContaining({ message: 'Error: boom' }),
    },
  ])
})

test('a case that is not judged is skipped for a reporter', async () => {
  const { results } = await ended(['skipped'], async () => ({
    envelope: { outcome: outcomeOf({ status: 'not-judged' }) },
  }))
  expect(results).toEqual([{ title: 'skipped', status: 'skipped' }])
})

for (const { what, key, together } of [
  { what: 'a key that others may send', key: 'jane_doe', together: 1 },
  { what: 'an empty key', key: '', together: 1 },
  { what: 'a key of its own', key: '${{ run.marker }}', together: 4 },
]) {
  test(`of cases that create under ${what}, ${together} run at a time`, async () => {
    let running = 0
    let most = 0
    const step = `{ id: a, call: /client_sessions/create, expect_status: 400, body: { user_identifier_key: "${key}" } }`
    const { results } = await ended(
      ['a', 'b', 'c', 'd'],
      async () => {
        running += 1
        most = Math.max(most, running)
        await sleep(20)
        running -= 1
        return passing
      },
      { step },
    )
    expect(results).toHaveLength(4)
    expect(most).toBe(together)
  })
}
