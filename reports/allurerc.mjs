/** How Allure renders a run: one report for each run, one history for each target.
 * A review of a contract and the gate have a report and a history of their own. */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'

import { defineConfig } from 'allure'

const reports = resolve(process.env.SEAMWATCH_REPORTS ?? 'reports')
const verdictFile = join(reports, 'verdict.json')
const reviewFile = join(reports, 'review.json')
const gateFile = join(reports, 'gate.json')
const read = (file) =>
  existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined
const verdict = read(verdictFile)
const review = read(reviewFile)
const gate = read(gateFile)

// Allure's history does not know the target: one file for each keeps them apart.
const target = review
  ? 'contract-review'
  : gate
    ? `gate-${gate.release.name}`
    : (verdict?.target ?? 'unknown')
const historyName = `allure-${target.replace(/[^\w.-]/g, '_')}.jsonl`

// A run enters the history once, even if its report is rendered again. A review
// and the gate are rendered once only.
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
  name: review
    ? `Contract review: ${review.status}`
    : gate
      ? `${gate.release.name} ${gate.release.version}: ${gate.answer}`
      : verdict
        ? `Seam client sessions: ${verdict.status}`
        : 'Seam client sessions',
  output: join(reports, 'allure-report'),
  historyPath: history,
  historyLimit: 50,
  appendHistory:
    review !== undefined ||
    gate !== undefined ||
    (verdict !== undefined && !verdict.isFiltered && !isKept),
  globalAttachments: ['summary.html', 'auth-matrix.html', 'gate.html']
    .map((name) => join(reports, name))
    .filter((file) => existsSync(file)),
  variables: review
    ? {
        review: `${review.status} (exit code ${review.exitCode})`,
        why: review.why,
        old: review.old.source,
        new: review.new.source,
        operations: String(review.new.operations),
      }
    : gate
      ? {
          answer: `${gate.answer} (exit code ${gate.exitCode})`,
          why: gate.why,
          release: `${gate.release.name} ${gate.release.version}`,
          integrity: gate.release.integrity,
          baseline: gate.baseline?.version ?? 'none',
        }
      : verdict
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
      failure(
        'auth-bypass',
        'Bypass: a credential was accepted that must be rejected',
      ),
      failure('breaking-drift', 'Drift: the response breaks the contract'),
      failure('auth-regression', 'Regression: a valid credential was rejected'),
      failure(
        'expectation',
        'Expectation: within the contract, not as the scenario requires',
      ),
      failure('sdk-risk', 'SDK: it endangers a credential or what was done'),
      failure('sdk-wrong', 'SDK: it does not do what its caller asked for'),
      failure('package', 'Package: a release cannot be used as before'),
      failure('latency', 'Latency: over budget'),
      failure('scenario', 'Scenario: our own input is wrong'),
      failure('suite', 'Suite: a test ended without a result'),
      failure('credential', "Credential: the monitor's own was rejected"),
      failure('outage', 'Outage: no usable response'),
      failure('spec-gap', 'Listed: the contract leaves it open', ['passed']),
      failure('additive-drift', 'Listed: undocumented additions', ['passed']),
      failure('breaking-change', 'Breaking: callers or readers fail'),
      failure('not-compared', 'Not compared: it may break'),
      failure('risky-change', 'Risky: it may break somebody', ['passed']),
      failure('accepted-change', 'Accepted until a day', ['passed']),
      failure('carried-over', 'Carried over: the baseline has it, too', [
        'passed',
      ]),
      failure('of-the-api', 'Of the API: plain HTTP shows it, too', ['passed']),
      failure('sdk-note', 'Listed: remarks on the SDK', ['passed']),
    ],
  },
  plugins: {
    awesome: {
      options: {
        // One page: it opens with a double click, without a server.
        singleFile: true,
        reportLanguage: 'en',
        groupBy: ['feature', 'story'],
        defaultSortBy: 'status,asc',
        stepTreeExpansion: 'expand_failed_only',
      },
    },
  },
})
