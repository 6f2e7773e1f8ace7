/** Records how the tests of a shard ended, and which results it wrote. */
import { basename, join } from 'node:path'
import type {
  FullResult,
  TestCase,
  TestError,
  TestResult,
} from '@playwright/test/reporter'
import type { Swept } from '../../model/swept.ts'
import type { SuiteError } from '../../model/verdict.ts'
import { outcomeOf } from '../playwright/envelope.ts'
import { allureFile, ownFilesIn } from '../own-files.ts'
import { readShard, writeShard } from './file.ts'
import type { PlannedTest, RanResult, RanTest, ShardFile } from './file.ts'
import { hashOfFile } from './plan.ts'

const resultsFolder = 'allure-results'

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

/** Once all files are written: what a copy of the folder must have. */
export function noteResults(reportsDir: string): void {
  const read = readShard(reportsDir)
  if (read.kind !== 'read' || !read.shard.ended) return
  const paths = ownFilesIn(reportsDir, {
    folder: resultsFolder,
    own: allureFile,
  })
  const results = Object.fromEntries(
    paths.map((path) => [basename(path), hashOfFile(join(reportsDir, path))]),
  )
  writeShard(reportsDir, { ...read.shard, results })
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
  writeShard(reportsDir, {
    ...read.shard,
    ended: { ...ended, suiteErrors },
    ...withoutRemoved(read.shard, errors),
  })
}

/** The audit removes the file in which it finds a secret. */
function withoutRemoved(
  { results }: ShardFile,
  errors: readonly SuiteError[],
): Pick<ShardFile, 'results'> {
  if (!results) return {}
  const removed = new Set(errors.map(({ what }) => what))
  const left = Object.entries(results).filter(
    ([name]) => !removed.has(join(resultsFolder, name)),
  )
  return { results: Object.fromEntries(left) }
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
