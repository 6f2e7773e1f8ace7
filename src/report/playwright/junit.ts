/** JUnit: the cases for a CI server. A _failure_ was judged and is wrong, an
 * _error_ could not be judged, what is _skipped_ was not. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type {
  FullConfig,
  FullResult,
  Reporter,
  Suite,
  TestCase,
  TestError,
} from '@playwright/test/reporter'
import { groupBy } from '../../model/group-by.ts'
import { html, nothing, raw } from '../html/html.ts'
import type { Html } from '../html/html.ts'
import { withoutColour } from './test-error.ts'

export default class JunitReporter implements Reporter {
  readonly #file: string
  #tests: readonly TestCase[] = []

  constructor({ outputFile }: { readonly outputFile: string }) {
    this.#file = outputFile
  }

  printsToStdio(): boolean {
    return false
  }

  onBegin(_config: FullConfig, suite: Suite): void {
    this.#tests = suite.allTests()
  }

  onEnd(result: FullResult): void {
    mkdirSync(dirname(this.#file), { recursive: true })
    writeFileSync(this.#file, renderJunit(this.#tests, result))
  }
}

type Run = Pick<FullResult, 'startTime' | 'duration'>

/** By another name: what is formatted as HTML gets line breaks. */
const xml = html

function renderJunit(
  tests: readonly TestCase[],
  { startTime, duration }: Run,
): string {
  const suites = groupBy(tests, (test) => JSON.stringify(suiteOf(test)))
  const all = [...suites.values()].map((group) => renderSuite(group, startTime))
  const text = xml`${raw('<?xml version="1.0" encoding="utf-8"?>')}
<testsuites ${countsOf(tests)} time="${duration / 1000}">
${all}</testsuites>
`
  return text.toString()
}

/** The project, and the file of the spec. */
function suiteOf(test: TestCase): readonly [string, string] {
  const [, project = '', file = ''] = test.titlePath()
  return [project, file]
}

function renderSuite(tests: readonly TestCase[], startTime: Date): Html {
  const [first] = tests
  const [project, file] = first ? suiteOf(first) : ['', '']
  const when = startTime.toISOString()
  return xml`<testsuite name="${file}" hostname="${project}" timestamp="${when}" ${countsOf(tests)} time="${secondsOf(tests)}">
${tests.map(renderTest)}</testsuite>
`
}

function secondsOf(tests: readonly TestCase[]): number {
  const ms = tests.flatMap(({ results }) => results.map((it) => it.duration))
  return Math.round(ms.reduce((sum, one) => sum + one, 0)) / 1000
}

function countsOf(tests: readonly TestCase[]): Html {
  const kinds = tests.map(kindOf)
  const count = (kind: Kind) => kinds.filter((it) => it === kind).length
  return xml`tests="${tests.length}" failures="${count('failure')}" errors="${count('error')}" skipped="${count('skipped')}"`
}

function renderTest(test: TestCase): Html {
  const [, file] = suiteOf(test)
  return xml`<testcase name="${test.title}" classname="${file}" time="${secondsOf([test])}">${endOf(test)}</testcase>
`
}

type Kind = 'passed' | 'failure' | 'error' | 'skipped'

/** The matcher that the message of a case names, where the API was judged. */
const matcher = /\n\n {2}(expect\(\w+\)\.(\w+)\(\))$/

function kindOf(test: TestCase): Kind {
  switch (test.outcome()) {
    case 'skipped':
      return 'skipped'
    case 'unexpected': {
      const { message = '' } = errorOf(test) ?? {}
      return matcher.test(withoutColour(message)) ? 'failure' : 'error'
    }
    default:
      return 'passed'
  }
}

function errorOf({ results }: TestCase): TestError | undefined {
  return results.at(-1)?.error
}

function endOf(test: TestCase): Html {
  const kind = kindOf(test)
  const error = errorOf(test)
  const message = withoutColour(error?.message ?? howItEnded(test))
  const [, , name] = matcher.exec(message) ?? []
  const [first = ''] = message.split('\n')
  const text = [
    message.replace(matcher, ''),
    withoutColour(error?.snippet ?? ''),
    placeOf(error),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
  switch (kind) {
    case 'failure':
      return xml`<failure message="${first}" type="expect.${name ?? ''}">${text}</failure>`
    case 'error':
      return xml`<error message="${first}" type="${typeOf(message)}">${text}</error>`
    case 'skipped':
      return xml`<skipped message="${reasonOf(test)}"/>`
    case 'passed':
      return nothing
    default:
      return kind satisfies never
  }
}

function howItEnded({ results }: TestCase): string {
  return `it ended without a result: ${results.at(-1)?.status ?? 'it did not run'}`
}

function placeOf(error: TestError | undefined): string {
  const { file, line, column } = error?.location ?? {}
  return file === undefined ? '' : `at ${file}:${line}:${column}`
}

/** The name of the error, with which its message begins. */
function typeOf(message: string): string {
  return /^(\w+): /.exec(message)?.[1] ?? 'Error'
}

function reasonOf({ annotations, results }: TestCase): string {
  const notes = [...annotations, ...(results.at(-1)?.annotations ?? [])]
  return notes.find(({ type }) => type === 'skip')?.description ?? ''
}
