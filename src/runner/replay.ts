/** Replay: the recorded tests of shards in the form in which reporters get them. */
import { join } from 'node:path'
import type { Suite, TestCase, TestResult } from '@playwright/test/reporter'
import { groupBy } from '../model/group-by.ts'
import { attachmentOf } from '../report/playwright/envelope.ts'
import type { RanResult, RanTest } from '../report/shard/file.ts'
import { newResult } from './result.ts'
import { fullProject, suiteOf, testIn } from './tests.ts'
import type { Project } from './tests.ts'

export type Replayed = {
  readonly root: Suite
  /** In the order of the records. */
  readonly tests: readonly TestCase[]
}

/** @param around the folders of every project. */
export function replay(
  records: readonly RanTest[],
  around: Omit<Project, 'name'>,
): Replayed {
  const root = suiteOf('', { type: 'root' })
  const made = new Map<RanTest, TestCase>()
  for (const [name, own] of groupBy(records, (it) => it.project)) {
    const project = fullProject({ ...around, name })
    const middle = suiteOf(name, { type: 'project', parent: root, project })
    for (const [spec, tests] of groupBy(own, (it) => it.file)) {
      const file = join(around.testDir, spec)
      const parent = middle
      const suite = suiteOf(spec, { type: 'file', parent, project, file })
      for (const [at, record] of tests.entries()) {
        const id = `${name}-${spec}-${at}`
        const test = testOf(record, { suite, file, id })
        suite.tests.push(test)
        made.set(record, test)
      }
    }
  }
  return { root, tests: records.flatMap((record) => made.get(record) ?? []) }
}

function testOf(
  { title, annotations, tags, ending, results }: RanTest,
  {
    suite,
    file,
    id,
  }: { readonly suite: Suite; readonly file: string; readonly id: string },
): TestCase {
  return testIn(suite, {
    id,
    file,
    title,
    annotations,
    tags,
    results: results.map(resultOf),
    ending: () => ending,
  })
}

/** What is attached for people is in the copied results of Allure. */
function resultOf(
  { status, startedAt, durationMs, annotations, error, outcome }: RanResult,
  retry: number,
): TestResult {
  return {
    ...newResult(0),
    retry,
    status,
    startTime: new Date(startedAt),
    duration: durationMs,
    annotations,
    attachments: outcome ? [attachmentOf({ outcome })] : [],
    ...(error && { error, errors: [error] }),
  }
}
