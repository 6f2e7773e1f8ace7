/** The one list of all files that a run writes: the run writes by it, the audit
 * searches by it, and the next run deletes by it what is out of date. */
import { join } from 'node:path'
import { renderExchanges } from './exchanges/keep.ts'
import type { Ran } from './exchanges/keep.ts'
import { renderMatrix } from './html/matrix-page.ts'
import { renderSummary } from './html/summary.ts'
import type { Verdict } from '../model/verdict.ts'
import { allureFile } from './own-files.ts'
import { visibleJson } from '../secrets/visible.ts'
import { writeWhole } from '../secrets/write-file.ts'

/** A file or a folder below the folder for reports. */
export type ReportFile = {
  /** A folder's name ends with a slash. */
  readonly name: string
  /** Names in a folder that other tools may use, too: the others stay. */
  readonly own?: RegExp
  /** What it is, in one plain sentence. */
  readonly what: string
  /** How long it stays: until the run ends, until the next run, or always. */
  readonly stays: 'during the run' | 'until the next run' | 'always'
  /** The text of a file that is a plain view of the verdict and of what the run
   * did; undefined where they have nothing to show. */
  readonly render?: (verdict: Verdict, ran?: Ran) => string | undefined
}

/** Marks a folder that runs may use. */
export const marker = '.seamwatch'

/** What a review writes; a run leaves it alone. */
export const reviewFolder = 'review'

/** What the gate writes; a run leaves it alone. */
export const gateFolder = 'gate'

/** Says which process uses the folder. */
export const lockFile = '.lock'

/** To add a file, add one object here; no other code must change. */
export const reportFiles: readonly ReportFile[] = [
  {
    name: 'allure-report/',
    what: 'The report for people: open `allure-report/index.html` with a double click.',
    stays: 'until the next run',
  },
  {
    name: 'summary.html',
    what: 'The verdict on one page: findings, what is new, known and gone, and coverage.',
    stays: 'until the next run',
    render: renderSummary,
  },
  {
    name: 'auth-matrix.html',
    what: 'Every operation with every credential, one word a cell, with links into the report.',
    stays: 'until the next run',
    render: (verdict) =>
      verdict.matrix && renderMatrix(verdict.matrix, { verdict }),
  },
  {
    name: 'verdict.json',
    what: 'The verdict for programs, as `schemas/verdict.schema.json` describes it.',
    stays: 'until the next run',
    // A CI agent may print it.
    render: (verdict) => `${visibleJson(verdict, 2)}\n`,
  },
  {
    name: 'exchanges.ndjson',
    what: 'A sample of the exchanges, one a line: `judge` and `review` read it.',
    stays: 'until the next run',
    render: (verdict, ran) => ran && renderExchanges(verdict, ran),
  },
  {
    name: 'shard.json',
    what: 'What a run with `--shard` leaves for `seamwatch merge`: its cases, and how each ended.',
    stays: 'until the next run',
  },
  {
    name: 'junit.xml',
    what: 'The cases for a CI server: a _failure_ was judged and is wrong, an _error_ could not be judged.',
    stays: 'until the next run',
  },
  {
    name: 'allure-results/',
    own: allureFile,
    what: 'The results from which Allure renders the report.',
    stays: 'until the next run',
  },
  {
    name: 'test-results/seamwatch/',
    what: 'What Playwright writes of failed tests, and pictures of pages.',
    stays: 'until the next run',
  },
  {
    name: 'minted.json',
    what: 'Salted hashes of the tokens that the API gave this run: the audit needs them.',
    stays: 'until the next run',
  },
  {
    name: `${reviewFolder}/`,
    what: 'What `seamwatch review` writes: both contracts, and the report of `--allure` with its history.',
    stays: 'always',
  },
  {
    name: `${gateFolder}/`,
    what: 'What `seamwatch gate` writes: `gate.html` and `matrix.html` for people, `gate.json`, `junit.xml`, and each call in `calls.ndjson`.',
    stays: 'always',
  },
  {
    name: 'history/',
    own: /^[\w.-]+\.jsonl?$/,
    what: 'What earlier runs of each target found: without it every finding is new.',
    stays: 'always',
  },
  {
    name: 'monitor/',
    what: 'What `seamwatch watch` remembers of each target, and what it has not delivered yet.',
    stays: 'always',
  },
  {
    name: 'trend.html',
    what: 'The days of a monitor on one page: its last verdict, causes, uptime and response times.',
    stays: 'always',
  },
  {
    name: 'ledger/',
    what: 'What runs have created and not yet deleted: the next run deletes it.',
    stays: 'always',
  },
  {
    name: 'handover/',
    what: 'What the processes of the run hand over: checked scenarios, counts, sweeps.',
    stays: 'during the run',
  },
  {
    name: marker,
    what: 'Marks the folder: a run uses no other folder that has files in it.',
    stays: 'always',
  },
  {
    name: lockFile,
    what: 'Which process uses the folder: a second run is refused.',
    stays: 'during the run',
  },
]

export type ReportsFolder = {
  readonly reportsDir: string
  readonly files?: readonly ReportFile[]
}

/** Writes each file that is a plain view of the verdict.
 * @param ran only the run itself has it: without it, its views stay. */
export function writeReports(
  verdict: Verdict,
  {
    reportsDir,
    files = reportFiles,
    ran,
  }: ReportsFolder & { readonly ran?: Ran },
): void {
  for (const { name, render } of files) {
    const text = render?.(verdict, ran)
    if (text !== undefined) writeWhole(join(reportsDir, name), text)
  }
}
