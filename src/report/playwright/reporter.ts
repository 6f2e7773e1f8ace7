/** The Playwright reporter that judges a run and prints its verdict. */
import type {
  FullConfig,
  FullResult,
  Reporter,
  Suite,
  TestCase,
  TestError,
  TestResult,
} from '@playwright/test/reporter'
import { outliveReader, printable, printOut } from '../../secrets/terminal.ts'
import { endingOf } from './collect.ts'
import { conclude, mintedBy } from './conclude.ts'
import type { Concluded, ConcludeOptions } from './conclude.ts'
import { caseOf, outcomeOf } from './envelope.ts'
import { takeMark, takeMarks } from './keep-worker.ts'
import { errorLine, errorLines, withoutColour } from './test-error.ts'
import { paintFor } from '../terminal/colour.ts'
import { notesOf, renderProgress } from '../terminal/progress.ts'
import { removeViews } from '../remove.ts'
import { hasNothing } from '../shard/file.ts'
import { endShard } from '../shard/record.ts'
import { scrubError, scrubResult } from './scrub.ts'
import { endWith } from '../../config/playwright-exit.ts'
import { takeSwept } from '../../config/handover.ts'
import type { SuiteError } from '../../model/verdict.ts'

export type VerdictReporterOptions = ConcludeOptions & {
  /** The tests are those of one shard. */
  readonly isShard?: boolean
}

export default class VerdictReporter implements Reporter {
  readonly #options: VerdictReporterOptions
  readonly #paint = paintFor(process.stdout, process.env)
  readonly #outside: SuiteError[] = []
  #tests: readonly TestCase[] = []
  #ended = 0
  #isPart = false
  #concluded: Concluded | undefined

  constructor(options: VerdictReporterOptions) {
    this.#options = options
    outliveReader()
  }

  printsToStdio(): boolean {
    return true
  }

  onBegin({ shard }: Pick<FullConfig, 'shard'>, suite: Suite): void {
    takeMarks()
    // Playwright's own option divides the tests without the command.
    if (shard) this.#isPart = true
    this.#tests = suite.allTests()
    const isOurs = this.#isOurs()
    endWith(isOurs ? { kind: 'of the cases', code: 2 } : { kind: 'its own' })
    if (!isOurs) return
    removeViews(this.#options)
  }

  onError(error: TestError): void {
    scrubError(error, clean)
    const message = errorLine(error)
    // The verdict says it: nothing matched.
    if (message.includes('No tests found')) return
    const { file, line } = error.location ?? {}
    const what = file === undefined ? 'outside any test' : `${file}:${line}`
    this.#outside.push({ what, message })
    printOut(this.#paint('red', message))
  }

  onTestEnd(test: TestCase, result: TestResult): void {
    takeMark(test)
    scrubResult(result, clean)
    if (result.retry === 0) this.#ended += 1
    const outcome = outcomeOf(result)?.outcome
    const line = renderProgress(
      {
        index: this.#ended,
        total: this.#tests.length,
        title: outcome ? `${test.title} · ${outcome.driver}` : test.title,
        ending: outcome?.status ?? endingOf(test, result),
        durationMs: result.duration,
        notes: outcome ? notesOf(outcome) : errorLines(result),
      },
      this.#paint,
    )
    printOut(line)
  }

  async onEnd(result: FullResult): Promise<{ status: FullResult['status'] }> {
    if (!this.#isOurs()) return { status: result.status }
    const { reportsDir, runId, isShard = false } = this.#options
    const tests = this.#tests
    const errors = this.#outside
    const swept = takeSwept(reportsDir)
    if (isShard) endShard(reportsDir, { tests, result, errors, swept })
    const { status } = result
    if (isShard && hasNothing({ tests, suiteErrors: errors, status })) {
      endWith({ kind: 'of the cases', code: 0 })
      return { status }
    }
    const minted = [mintedBy(tests, runId)]
    const isFiltered = this.#isPart || this.#options.isFiltered
    this.#concluded = await conclude(tests, {
      options: { ...this.#options, isFiltered },
      around: { result, errors, swept, minted, paint: this.#paint },
    })
    const { verdict } = this.#concluded
    endWith({ kind: 'of the cases', code: verdict.exitCode })
    return { status: verdict.exitCode === 0 ? result.status : 'failed' }
  }

  /** Undefined before the end, and where there is nothing to judge. */
  get concluded(): Concluded | undefined {
    return this.#concluded
  }

  /** Without a case it is another run: of the engine's own tests. */
  #isOurs(): boolean {
    // `--list` runs no test: there is nothing to judge.
    if (process.argv.includes('--list')) return false
    return this.#tests.length === 0 || this.#tests.some(caseOf)
  }
}

/** A CI agent may print them. */
function clean(text: string): string {
  return printable(withoutColour(text))
}
