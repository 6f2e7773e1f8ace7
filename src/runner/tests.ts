/** Tests: the cases of a run in the form in which Playwright's reporters get
 * them. So Allure, JUnit, terminal and verdict are the same with either runner.
 *
 * @see https://playwright.dev/docs/api/class-reporter */
import { join } from 'node:path'
import type { FullConfig, FullProject } from '@playwright/test'
import type { Suite, TestCase, TestResult } from '@playwright/test/reporter'
import type { Case } from '../model/scenario.ts'
import { annotationsFor, titleOf } from '../report/allure/labels.ts'

/** A spec, and the cases that it would declare. */
export type SpecFile = {
  /** Its name below the folder of the specs. */
  readonly name: string
  readonly cases: readonly Case[]
}

export type Project = {
  readonly name: string
  /** Absolute paths. */
  readonly testDir: string
  readonly outputDir: string
}

export type Test = {
  readonly item: Case
  /** For reporters; `results` grows. */
  readonly record: TestCase
}

/** @param labels of every case. */
export function testsOf(
  files: readonly SpecFile[],
  {
    project,
    labels,
  }: {
    readonly project: Project
    readonly labels: { readonly target: string; readonly driver: string }
  },
): { readonly root: Suite; readonly tests: readonly Test[] } {
  const full = fullProject(project)
  const top = suiteOf('', { type: 'root' })
  const middle = suiteOf(project.name, {
    type: 'project',
    parent: top,
    project: full,
  })
  const tests = files.flatMap(({ name, cases }) => {
    const file = join(project.testDir, name)
    const suite = suiteOf(name, {
      type: 'file',
      parent: middle,
      project: full,
      file,
    })
    return cases.map((item, index) => {
      const record = testOf(item, {
        suite,
        labels,
        file,
        id: `${name}-${index}`,
      })
      suite.tests.push(record)
      return { item, record }
    })
  })
  return { root: top, tests }
}

export function configOf(project: Project, configFile: string): FullConfig {
  const { testDir: rootDir } = project
  return {
    configFile,
    rootDir,
    projects: [fullProject(project)],
  } as unknown as FullConfig // what a reporter may ask for of a run without a server
}

export function fullProject({
  name,
  testDir,
  outputDir,
}: Project): FullProject {
  return {
    name,
    testDir,
    outputDir,
    snapshotDir: testDir,
    dependencies: [],
    repeatEach: 1,
    retries: 0,
  } as unknown as FullProject // without what only Playwright's own runner reads
}

export function suiteOf(
  title: string,
  {
    type,
    parent,
    project,
    file,
  }: {
    readonly type: Suite['type']
    readonly parent?: Suite
    readonly project?: FullProject
    readonly file?: string
  },
): Suite {
  const suite: Suite = {
    title,
    type,
    suites: [],
    tests: [],
    ...(parent && { parent }),
    ...(file !== undefined && { location: { file, line: 0, column: 0 } }),
    project: () => project,
    titlePath: () => [...(parent?.titlePath() ?? []), title],
    entries: () => [...suite.suites, ...suite.tests],
    allTests: () => [
      ...suite.suites.flatMap((it) => it.allTests()),
      ...suite.tests,
    ],
  }
  parent?.suites.push(suite)
  return suite
}

function testOf(
  item: Case,
  {
    suite,
    labels,
    file,
    id,
  }: {
    readonly suite: Suite
    readonly labels: { readonly target: string; readonly driver: string }
    readonly file: string
    readonly id: string
  },
): TestCase {
  const { annotation, tag } = annotationsFor(item, labels)
  return testIn(suite, {
    id,
    file,
    title: titleOf(item),
    annotations: annotation,
    tags: tag,
    results: [],
    ending: ([result]) => {
      if (!result || result.status === 'skipped') return 'skipped'
      return result.status === 'passed' ? 'expected' : 'unexpected'
    },
  })
}

/** @param ending by the results, which may grow. */
export function testIn(
  suite: Suite,
  {
    id,
    file,
    title,
    annotations,
    tags,
    results,
    ending,
  }: Pick<TestCase, 'id' | 'title' | 'annotations' | 'tags' | 'results'> & {
    readonly file: string
    readonly ending: (
      results: readonly TestResult[],
    ) => ReturnType<TestCase['outcome']>
  },
): TestCase {
  const outcome = () => ending(results)
  return {
    id,
    title,
    type: 'test',
    parent: suite,
    location: { file, line: 1, column: 1 },
    annotations,
    tags,
    expectedStatus: 'passed',
    repeatEachIndex: 0,
    retries: 0,
    timeout: 0,
    results,
    titlePath: () => [...suite.titlePath(), title],
    ok: () => outcome() !== 'unexpected',
    outcome,
  }
}
