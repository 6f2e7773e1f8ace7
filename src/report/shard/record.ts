/** Records how the tests of a shard ended. */
import type {
  FullResult,
  TestCase,
  TestError,
  TestResult,
} from '@playwright/test/reporter'
import type { Swept } from '../../model/swept.ts'
import type { SuiteError } from '../../model/verdict.ts'
import { outcomeOf } from '../playwright/envelope.ts'
import { readShard, writeShard } from './file.ts'
import type { PlannedTest, RanResult, RanTest } from './file.ts'

export type ShardEnd = {
  readonly tests: readonly TestCase[]
  readonly result: FullResult
  /** Outside any test. */
  readonly errors: readonly SuiteError[]
  readonly swept: Swept
}

/** Completes the file that the command has written. Without a command there is
 * none, and nothing to merge. */
export function endShard(
  reportsDir: string,
  { tests, result, errors, swept }: ShardEnd,
): void {
  const read = readShard(reportsDir)
  if (read.kind !== 'read') return
  writeShard(reportsDir, {
    ...read.shard,
    ended: {
      startedAt: result.startTime.toISOString(),
      durationMs: Math.round(result.duration),
      status: result.status,
      tests: tests.map(recordTest),
      suiteErrors: [...errors],
      swept: { ...swept, items: [...swept.items], notes: [...swept.notes] },
    },
  })
}

/** A secret was found in another file of the shard: the whole must not pass. */
export function addErrors(
  reportsDir: string,
  errors: readonly SuiteError[],
): void {
  const read = readShard(reportsDir)
  if (read.kind !== 'read' || !read.shard.ended) return
  const { ended } = read.shard
  const suiteErrors = [...ended.suiteErrors, ...errors]
  writeShard(reportsDir, { ...read.shard, ended: { ...ended, suiteErrors } })
}

function recordTest(test: TestCase): RanTest {
  const [, project = '', file = ''] = test.titlePath()
  return {
    project,
    file,
    title: test.title,
    annotations: annotationsOf(test),
    tags: [...test.tags],
    ending: test.outcome(),
    results: test.results.map(recordResult),
  }
}

function recordResult(result: TestResult): RanResult {
  const envelope = outcomeOf(result)
  return {
    status: result.status,
    startedAt: result.startTime.toISOString(),
    durationMs: result.duration,
    annotations: annotationsOf(result),
    ...(result.error && { error: recordError(result.error) }),
    ...(envelope && { outcome: envelope.outcome }),
  }
}

/** The reporter has redacted it. */
function recordError({
  message,
  value,
  snippet,
  location,
}: TestError): NonNullable<RanResult['error']> {
  const said = message ?? value
  return {
    ...(said !== undefined && { message: said }),
    ...(snippet !== undefined && { snippet }),
    ...(location && {
      location: {
        file: location.file,
        line: location.line,
        column: location.column,
      },
    }),
  }
}

function annotationsOf({
  annotations,
}: Pick<TestCase, 'annotations'>): PlannedTest['annotations'] {
  return annotations.map(({ type, description }) => ({
    type,
    ...(description !== undefined && { description }),
  }))
}
