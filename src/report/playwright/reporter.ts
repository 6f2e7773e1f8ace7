/** The Playwright reporter that judges a run and prints its verdict. */
import { join } from 'node:path'
import type {
  FullConfig,
  FullResult,
  Reporter,
  Suite,
  TestCase,
  TestError,
  TestResult,
} from '@playwright/test/reporter'
import type { KnownIssues } from '../../model/acceptance.ts'
import { writeMinted } from '../../secrets/audit/minted.ts'
import type { Contract } from '../../model/contract.ts'
import { outliveReader, printable, printOut } from '../../secrets/terminal.ts'
import { renderRunSummary } from '../terminal/summary.ts'
import { endingOf, gather } from './collect.ts'
import type { Gathered } from './collect.ts'
import { viewContract } from '../../verdict/contract-view.ts'
import type { ContractView } from '../../verdict/contract-view.ts'
import { caseOf, outcomeOf } from './envelope.ts'
import { takeMark, takeMarks } from './keep-worker.ts'
import { errorLine, errorLines, withoutColour } from './test-error.ts'
import { openHistory } from '../history.ts'
import { paintFor } from '../terminal/colour.ts'
import { notesOf, renderProgress } from '../terminal/progress.ts'
import { removeViews } from '../remove.ts'
import { writeReports } from '../write.ts'
import { runFacts } from './run-facts.ts'
import type { Asked } from './run-facts.ts'
import { scrubError, scrubResult } from './scrub.ts'
import { endWith } from '../../config/playwright-exit.ts'
import { takeSwept } from '../../config/handover.ts'
import type { SuiteError, Verdict } from '../../model/verdict.ts'
import { ranOf } from '../../verdict/looked-for.ts'
import { rememberRun } from '../../verdict/remember.ts'
import { judge } from '../../verdict/verdict.ts'
import type { Evidence } from '../../verdict/verdict.ts'

export type VerdictReporterOptions = Asked & {
  /** All files go below it; parallel runs need one each. */
  readonly reportsDir: string
  readonly driver: string
  readonly contract?: Contract
  /** Further contracts, against which web components are judged. */
  readonly otherContracts?: readonly Contract[]
  readonly known?: KnownIssues
  /** The report that the summary names; the summary page, if absent. */
  readonly report?: string
}

export default class VerdictReporter implements Reporter {
  readonly #options: VerdictReporterOptions
  readonly #paint = paintFor(process.stdout, process.env)
  readonly #outside: SuiteError[] = []
  #tests: readonly TestCase[] = []
  #ended = 0

  constructor(options: VerdictReporterOptions) {
    this.#options = options
    outliveReader()
  }

  printsToStdio(): boolean {
    return true
  }

  onBegin(_config: FullConfig, suite: Suite): void {
    takeMarks()
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
    const { reportsDir, target, driver, contract, otherContracts } =
      this.#options
    const history = await openHistory(reportsDir, { target, driver })
    const last = history.runs.at(-1)
    const gathered = gather(this.#tests, result.status)
    const verdict = this.#judge(result, {
      gathered,
      earlier: {
        ...(last && { last }),
        ...(history.damage !== undefined && { historyDamage: history.damage }),
      },
    })
    const { outcomes } = gathered
    const contracts = [contract ?? [], otherContracts ?? []].flat()
    writeReports(verdict, { reportsDir, ran: { outcomes, contracts } })
    this.#writeMinted()
    const ran = ranOf(outcomes, { facts: verdict, ...gathered })
    if (verdict.counts.cases.total > 0)
      history.add(rememberRun(verdict, { last, ran }))
    const report = this.#options.report ?? join(reportsDir, 'summary.html')
    printOut(renderRunSummary(verdict, { paint: this.#paint, report }))
    endWith({ kind: 'of the cases', code: verdict.exitCode })
    return { status: verdict.exitCode === 0 ? result.status : 'failed' }
  }

  /** Without a case it is another run: of the engine's own tests. */
  #isOurs(): boolean {
    // `--list` runs no test: there is nothing to judge.
    if (process.argv.includes('--list')) return false
    return this.#tests.length === 0 || this.#tests.some(caseOf)
  }

  #judge(
    result: FullResult,
    {
      gathered: { outcomes, suiteErrors, ...rest },
      earlier,
    }: {
      readonly gathered: Gathered
      readonly earlier: Pick<Evidence, 'last' | 'historyDamage'>
    },
  ): Verdict {
    const { known } = this.#options
    // First: it may add an error.
    const contract = this.#view()
    return judge(outcomes, {
      facts: runFacts(this.#options, result),
      ...(contract ? { contract } : {}),
      ...earlier,
      ...(known && { known }),
      suiteErrors: [...this.#outside, ...suiteErrors],
      swept: takeSwept(this.#options.reportsDir),
      ...rest,
    })
  }

  /** A contract that cannot be read must not prevent the verdict. */
  #view(): ContractView | undefined {
    const { contract, otherContracts } = this.#options
    if (!contract) return undefined
    try {
      return viewContract(contract, otherContracts)
    } catch (error) {
      const message = errorLine({ message: String(error) })
      this.#outside.push({ what: contract.file, message })
      return undefined
    }
  }

  /** Hashes of every secret that the API gave a case. */
  #writeMinted(): void {
    const marks = this.#tests.flatMap(({ results }) =>
      results.flatMap((result) => outcomeOf(result)?.outcome.minted ?? []),
    )
    const { reportsDir, runId } = this.#options
    writeMinted(reportsDir, { salt: runId, marks: new Set(marks) })
  }
}

/** A CI agent may print them. */
function clean(text: string): string {
  return printable(withoutColour(text))
}
