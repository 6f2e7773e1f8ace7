/** How Allure renders a run: one report for each run, a history per target. */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'

import { defineConfig } from 'allure'

const reports = resolve(process.env.SEAMWATCH_REPORTS ?? 'reports')
const verdictFile = join(reports, 'verdict.json')
const verdict = existsSync(verdictFile)
  ? JSON.parse(readFileSync(verdictFile, 'utf8'))
  : undefined

// Allure keys its history without the target: one file for each keeps them
// apart.
const target = verdict?.target ?? 'unknown'
const historyName = `allure-${target.replace(/[^\w.-]/g, '_')}.jsonl`

// A run is kept once, however often it is rendered.
const history = join(reports, 'history', historyName)
const changedAt = (file) => (existsSync(file) ? statSync(file).mtimeMs : 0)
const isKept = changedAt(history) >= changedAt(verdictFile)

const red = ['failed', 'broken']
const failure = (id, name, statuses = red) => ({
  id,
  name,
  matchers: { statuses, labels: { failure: new RegExp(`^${id}$`) } },
  groupByMessage: true,
  expand: true,
})

export default defineConfig({
  name: verdict
    ? `Seam client sessions: ${verdict.status}`
    : 'Seam client sessions',
  output: join(reports, 'allure-report'),
  historyPath: history,
  historyLimit: 50,
  appendHistory: verdict !== undefined && !verdict.isFiltered && !isKept,
  globalAttachments: ['summary.html', 'auth-matrix.html']
    .map((name) => join(reports, name))
    .filter((file) => existsSync(file)),
  variables: verdict
    ? {
        verdict: `${verdict.status} (exit code ${verdict.exitCode})`,
        why: verdict.why,
        target: verdict.target,
        endpoint: verdict.endpoint,
        contract: verdict.contract,
        run: verdict.runId,
      }
    : {},
  hideLabels: [
    '_fallbackTestCaseId',
    'framework',
    'host',
    'language',
    'package',
    'parentSuite',
    'subSuite',
    'thread',
    'titlePath',
  ],
  categories: {
    rules: [
      failure('auth-bypass', 'Refusal missing: a credential got in'),
      failure('breaking-drift', 'Drift: the reply breaks the contract'),
      failure('auth-regression', 'Refused: a good credential was turned away'),
      failure(
        'expectation',
        'Expectation: within the contract, not as required',
      ),
      failure('latency', 'Latency: over budget'),
      failure('scenario', 'Scenario: our own input is wrong'),
      failure('suite', 'Suite: a test ended without a result'),
      failure('credential', "Credential: the monitor's own is refused"),
      failure('outage', 'Outage: no usable reply'),
      failure('spec-gap', 'Listed: the contract leaves it out', ['passed']),
      failure('additive-drift', 'Listed: undocumented additions', ['passed']),
    ],
  },
  plugins: {
    awesome: {
      options: {
        singleFile: true,
        reportLanguage: 'en',
        groupBy: ['feature', 'story'],
        defaultSortBy: 'status,asc',
        stepTreeExpansion: 'expand_failed_only',
      },
    },
  },
})
