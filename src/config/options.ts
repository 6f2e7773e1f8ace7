/** Options: the one list, each with its flag, variable, parser, default and the
 * commands that take it. The command line, the settings, the help and the
 * README's tables use this list. */
import { browserKinds } from '../drivers/browser/kinds.ts'
import { scenarioDrivers } from '../model/scenario.ts'
import { defaultLimits } from '../transport/transport.ts'
import { inPackage, inProject } from './package-folder.ts'
import * as value from './values.ts'
import type { Parse } from './values.ts'

export type CommandName =
  | 'run'
  | 'check'
  | 'sweep'
  | 'sandbox'
  | 'browser'
  | 'contract pull'
  | 'contract sdks'
  | 'merge'
  | 'report'
  | 'audit'
  | 'review'
  | 'judge'
  | 'gate'
  | 'accept'
  | 'compare'
  | 'mutants'
  | 'watch'
  | 'status'
  | 'notify'

/** `new-…`: it need not exist, but it must be possible to write it. `any`: the
 * command itself says what is wrong with it. */
export type PathKind =
  | 'any'
  | 'file'
  | 'folder'
  | 'folder-if-any'
  | 'scenario-folder'
  | 'new-file'
  | 'new-folder'

export type Option<Value = unknown> = {
  /** In commander's form; absent if only a variable sets it. */
  readonly flag?: string
  readonly variable?: string
  readonly parse: Parse<Value>
  readonly otherwise?: Value
  /** The default as people read it, where it has one. */
  readonly shown?: string
  /** One line, without a full stop. */
  readonly help: string
  /** In place of the help and the default, for a command that takes less. */
  readonly inHelpOf?: Readonly<Partial<Record<CommandName, string>>>
  /** Added in the README. */
  readonly more?: string
  readonly commands: readonly CommandName[]
  /** What its value must be on disk: for each command, or for all others. */
  readonly path?: Readonly<Partial<Record<CommandName | 'all', PathKind>>>
}

export const options = {
  target: {
    flag: '--target <name|url>',
    variable: 'SEAMWATCH_TARGET',
    parse: value.text,
    shown: 'sandbox',
    help: 'sandbox, fake, production, or a URL',
    // The sandbox and the fake end with their run.
    inHelpOf: {
      sweep: 'production, or a URL; needed',
      review: 'the target of --probe: sandbox, fake, production, or a URL',
      gate: 'where the scenarios run: sandbox, fake, production, or a URL',
    },
    commands: ['run', 'watch', 'status', 'notify', 'sweep', 'review', 'gate'],
  },
  endpoint: {
    variable: 'SEAM_ENDPOINT',
    parse: value.text,
    help: 'the URL of the target, as the SDKs name it',
    commands: ['run', 'watch', 'status', 'notify', 'sweep', 'review', 'gate'],
  },
  allowHost: {
    flag: '--allow-host <host...>',
    variable: 'SEAMWATCH_ALLOW_HOSTS',
    parse: value.hosts,
    otherwise: [],
    help: "hosts beside Seam's own that may get credentials",
    commands: ['run', 'watch', 'status', 'notify', 'sweep', 'review', 'gate'],
  },
  ca: {
    flag: '--ca <file>',
    variable: 'SEAMWATCH_CA',
    parse: value.text,
    help: 'certificate authorities to trust beside the usual ones, in PEM',
    more: 'for a proxy or a target with certificates of its own. A page of `--driver browser` trusts what the machine trusts',
    commands: ['run', 'watch', 'sweep', 'review', 'gate', 'contract pull'],
  },
  driver: {
    flag: '--driver <name>',
    variable: 'SEAMWATCH_DRIVER',
    parse: value.oneOf('driver', scenarioDrivers),
    otherwise: 'api',
    shown: 'api',
    help: `what sends the requests: ${scenarioDrivers.join(' or ')}`,
    commands: ['run', 'watch', 'status', 'notify'],
  },
  tag: {
    flag: '--tag <tag...>',
    variable: 'SEAMWATCH_TAGS',
    parse: value.list,
    otherwise: [],
    help: 'run only scenarios with one of these tags',
    commands: ['run', 'watch'],
  },
  grep: {
    flag: '--grep <pattern>',
    variable: 'SEAMWATCH_GREP',
    parse: value.pattern,
    help: 'run only cases whose title or id matches',
    commands: ['run', 'watch'],
  },
  shard: {
    flag: '--shard <i/n>',
    variable: 'SEAMWATCH_SHARD',
    parse: value.shard,
    help: 'run one of n equal parts of the cases, such as 2/4',
    more: 'each on a machine of its own, with a folder for reports of its own; `seamwatch merge` makes one verdict of them. The cells of one operation stay together. With `--driver browser` Playwright divides the cases',
    commands: ['run'],
  },
  scenarios: {
    flag: '--scenarios <dir>',
    variable: 'SEAMWATCH_SCENARIOS',
    parse: value.text,
    otherwise: inPackage('scenarios'),
    shown: "seamwatch's own",
    help: 'the folder of the scenarios',
    inHelpOf: { review: 'the scenarios to look for calls that break' },
    commands: ['run', 'watch', 'check', 'review'],
    path: { all: 'scenario-folder' },
  },
  contract: {
    flag: '--contract <file>',
    variable: 'SEAMWATCH_CONTRACT',
    parse: value.text,
    otherwise: inPackage('schemas/client-sessions.json'),
    shown: "seamwatch's own",
    help: 'the OpenAPI contract',
    inHelpOf: {
      judge: 'npm:@seamapi/types@VERSION, a file, or a URL',
      merge: 'the OpenAPI contract of the run',
    },
    commands: ['run', 'watch', 'check', 'sweep', 'judge', 'merge'],
    path: { all: 'file', judge: 'any' },
  },
  knownIssues: {
    flag: '--known-issues <file>',
    variable: 'SEAMWATCH_KNOWN_ISSUES',
    parse: value.text,
    otherwise: inProject('schemas/known-issues.yaml'),
    shown: 'schemas/known-issues.yaml',
    help: 'findings that are accepted until a day, in YAML',
    more: "the file of the working directory if there is one, else seamwatch's own",
    inHelpOf: { accept: 'the file to add to' },
    commands: ['run', 'watch', 'check', 'gate', 'accept'],
    path: { all: 'file', accept: 'new-file' },
  },
  adopted: {
    flag: '--adopted <file>',
    variable: 'SEAMWATCH_ADOPTED',
    parse: value.text,
    otherwise: inProject('schemas/adopted.yaml'),
    shown: 'schemas/adopted.yaml',
    help: 'assumptions that a team stands for, in YAML',
    more: "the file of the working directory if there is one, else seamwatch's own",
    commands: ['run', 'watch', 'check'],
    path: { all: 'file' },
  },
  workers: {
    flag: '--workers <n>',
    variable: 'SEAMWATCH_WORKERS',
    parse: value.wholeNumber({ to: 100 }),
    otherwise: 2,
    shown: '2',
    help: 'how many processes run cases with --driver browser',
    more: 'of `npx playwright test`, too; each has one request under way',
    commands: ['run', 'watch'],
  },
  concurrency: {
    flag: '--concurrency <n>',
    variable: 'SEAMWATCH_CONCURRENCY',
    parse: value.wholeNumber({ to: 100 }),
    shown: '8, or 16 against this machine',
    help: 'how many cases wait side by side',
    more: 'within one budget and one rate. A case that was too slow runs once more alone, and only that time counts',
    commands: ['run', 'watch'],
  },
  timeout: {
    flag: '--timeout <ms>',
    variable: 'SEAMWATCH_TIMEOUT_MS',
    parse: value.durationMs,
    otherwise: defaultLimits.timeoutMs,
    shown: `${defaultLimits.timeoutMs}`,
    help: 'how long one response may take',
    commands: ['run', 'watch', 'sweep', 'review', 'gate'],
  },
  maxWait: {
    variable: 'SEAMWATCH_MAX_WAIT_MS',
    parse: value.durationMs,
    otherwise: defaultLimits.maxWaitMs,
    shown: `${defaultLimits.maxWaitMs}`,
    help: 'how long one request may wait in all where a 429 says Retry-After',
    more: 'the report shows the wait, and it does not count as latency; beyond it the finding is `rate-limited`',
    commands: ['run', 'watch', 'sweep', 'review', 'gate'],
  },
  readOnly: {
    flag: '--read-only',
    variable: 'SEAMWATCH_READ_ONLY',
    parse: value.yesOrNo,
    otherwise: false,
    shown: 'no',
    help: 'run only cases that change nothing',
    more: 'each of their calls is a read by the contract: a GET, or a POST that the contract names like the GET of its path',
    commands: ['run', 'watch', 'gate'],
  },
  maxRequests: {
    flag: '--max-requests <n>',
    variable: 'SEAMWATCH_MAX_REQUESTS',
    parse: value.wholeNumber(),
    help: 'the request budget of this process: send at most so many',
    more: 'each `--shard` has its own. A run that needs more does not start, exit code 2. Retries, credential checks, sweeps and cleanup count; a session is created only if requests are left to delete it. Once the budget is used up the other cases are _not judged_, and the verdict is at best inconclusive',
    commands: ['run', 'watch', 'sweep', 'review', 'gate'],
  },
  rate: {
    flag: '--rate <n>',
    variable: 'SEAMWATCH_RATE',
    parse: value.positiveNumber,
    help: 'requests per second, of all cases together',
    commands: ['run', 'watch', 'review', 'gate'],
  },
  workspace: {
    variable: 'SEAMWATCH_WORKSPACE_ID',
    parse: value.text,
    help: 'the only workspace that may be worked in',
    more: 'the first response that names another one ends the run with exit code 2; a session created until then, at most one for each process, is deleted. `sweep` then deletes nothing',
    commands: ['run', 'watch', 'sweep', 'review', 'gate'],
  },
  olderThan: {
    flag: '--older-than <minutes>',
    variable: 'SEAMWATCH_SWEEP_OLDER_THAN_MINUTES',
    parse: value.wholeNumber(),
    otherwise: 60,
    shown: '60',
    help: "sweep unknown runs' sessions only from this age",
    commands: ['run', 'watch', 'sweep', 'gate'],
  },
  browsers: {
    variable: 'SEAMWATCH_BROWSERS',
    parse: value.someOf('browser', browserKinds),
    otherwise: browserKinds,
    shown: 'all that are installed',
    help: 'the browsers of --driver browser: chromium, firefox, webkit',
    commands: ['run', 'watch'],
  },
  browserPath: {
    variable: 'SEAMWATCH_BROWSER_PATH',
    parse: value.text,
    help: 'the Chromium to use; none does without a browser',
    commands: ['run', 'watch', 'browser', 'mutants'],
  },
  pageOrigin: {
    variable: 'SEAMWATCH_PAGE_ORIGIN',
    parse: value.text,
    help: 'the origin of the pages, such as http://app.example.org:3000',
    commands: ['run', 'watch'],
  },
  components: {
    variable: 'SEAMWATCH_COMPONENTS',
    parse: value.text,
    shown: 'the installed one',
    help: 'the folder of another @seamapi/react to test',
    commands: ['run', 'watch'],
    path: { all: 'folder' },
  },
  sdk: {
    flag: '--sdk <release>',
    variable: 'SEAMWATCH_SDK',
    parse: value.text,
    help: 'the release of --driver sdk, such as npm:@seamapi/http@2.32.0',
    more: 'or a folder with a package, a `.tgz` file, `cli:0.42.0`, `python:3.18.0`, `python:FOLDER`, `ruby:FOLDER`, `php:FOLDER`',
    commands: ['run', 'watch'],
  },
  runtime: {
    flag: '--runtime <node>',
    variable: 'SEAMWATCH_NODE',
    parse: value.text,
    shown: 'the one that runs seamwatch',
    help: 'the Node that runs a release of JavaScript or of the CLI',
    commands: ['run', 'watch', 'gate', 'compare'],
    path: { all: 'file' },
  },
  python: {
    variable: 'SEAMWATCH_PYTHON',
    parse: value.text,
    shown: 'python3',
    help: 'the Python that releases of PyPI are installed for',
    commands: ['run', 'watch', 'gate', 'compare'],
  },
  ruby: {
    variable: 'SEAMWATCH_RUBY',
    parse: value.text,
    shown: 'ruby',
    help: 'the Ruby that runs a release in a bundle',
    commands: ['run', 'watch', 'gate', 'compare'],
  },
  php: {
    variable: 'SEAMWATCH_PHP',
    parse: value.text,
    shown: 'php',
    help: 'the PHP that runs a release in a project of composer',
    commands: ['run', 'watch', 'gate', 'compare'],
  },
  baseline: {
    flag: '--baseline <release>',
    parse: value.text,
    shown: 'the version before it',
    help: 'the release to compare with, or none',
    commands: ['gate'],
  },
  matrix: {
    flag: '--matrix <package>',
    parse: value.text,
    help: 'judge many releases of a package, such as npm:@seamapi/http',
    more: 'one page shows where a fault came in, and where it went',
    commands: ['gate'],
  },
  versions: {
    flag: '--versions <list>',
    parse: value.list,
    shown: 'the last 40 of the registry',
    help: 'the releases of --matrix, such as 2.11.2,2.26.0',
    commands: ['gate'],
  },
  summaryOnly: {
    flag: '--summary-only',
    variable: 'SEAMWATCH_SUMMARY_ONLY',
    parse: value.yesOrNo,
    otherwise: false,
    shown: 'no',
    help: 'write no Allure report: verdict, summary and JUnit are enough',
    commands: ['run'],
  },
  monitoring: {
    flag: '--monitoring <file>',
    variable: 'SEAMWATCH_MONITORING',
    parse: value.text,
    help: 'the policy of the monitor: when it pages, and whom',
    commands: ['watch', 'status', 'notify'],
    path: { all: 'file' },
  },
  webhookUrl: {
    variable: 'SEAMWATCH_WEBHOOK_URL',
    parse: value.text,
    help: 'a webhook, where the policy lists no channel',
    commands: ['watch', 'notify'],
  },
  webhookSecret: {
    variable: 'SEAMWATCH_WEBHOOK_SECRET',
    parse: value.text,
    help: 'its secret: whsec_ and base64, as Standard Webhooks has it',
    commands: ['watch', 'notify'],
  },
  pagerdutyKey: {
    variable: 'SEAMWATCH_PAGERDUTY_KEY',
    parse: value.text,
    help: 'an integration of PagerDuty, where the policy lists no channel',
    commands: ['watch', 'notify'],
  },
  heartbeatUrl: {
    variable: 'SEAMWATCH_HEARTBEAT_URL',
    parse: value.text,
    help: 'a dead-man switch that each run pings, unless the policy names one',
    commands: ['watch'],
  },
  heartbeatStyle: {
    variable: 'SEAMWATCH_HEARTBEAT_STYLE',
    parse: value.oneOf('style', ['healthchecks', 'plain']),
    shown: 'healthchecks',
    help: 'healthchecks: start, success and fail; plain: success alone',
    commands: ['watch'],
  },
  once: {
    flag: '--once',
    parse: value.yesOrNo,
    otherwise: false,
    help: 'run once, as a scheduler calls it',
    commands: ['watch'],
  },
  every: {
    flag: '--every <time>',
    parse: value.interval,
    help: 'run again and again, so long from start to start, such as 15m',
    commands: ['watch'],
  },
  cron: {
    flag: '--cron <pattern>',
    parse: value.text,
    help: "run when the pattern says so, such as '17 2 * * *'",
    commands: ['watch'],
  },
  zone: {
    flag: '--zone <name>',
    parse: value.text,
    otherwise: 'UTC',
    shown: 'UTC',
    help: 'the time zone of --cron, such as Europe/Berlin',
    commands: ['watch'],
  },
  test: {
    flag: '--test <channel>',
    parse: value.text,
    help: 'send a marked test to one channel of the policy',
    commands: ['notify'],
  },
  explain: {
    flag: '--explain <cause>',
    parse: value.text,
    help: 'say which rule decided about a cause, by its key',
    commands: ['notify'],
  },
  pushgateway: {
    variable: 'SEAMWATCH_PUSHGATEWAY_URL',
    parse: value.httpUrl,
    help: 'a Pushgateway of Prometheus that gets the metrics of each run',
    commands: ['watch'],
  },
  otlp: {
    variable: 'OTEL_EXPORTER_OTLP_METRICS_ENDPOINT',
    parse: value.httpUrl,
    help: 'a collector of OpenTelemetry that gets the metrics of each run, in JSON',
    commands: ['watch'],
  },
  maxAge: {
    flag: '--max-age <time>',
    parse: value.interval,
    otherwise: 26 * 3_600_000,
    shown: '26h',
    help: 'how old the last judged run may be',
    commands: ['status'],
  },
  html: {
    flag: '--html <file>',
    parse: value.text,
    help: 'write the trend page: causes, uptime and response times by day',
    commands: ['status'],
  },
  reports: {
    flag: '--reports <dir>',
    variable: 'SEAMWATCH_REPORTS',
    parse: value.text,
    otherwise: 'reports',
    shown: 'reports',
    help: 'the folder of everything that a run writes',
    inHelpOf: {
      accept: 'the reports that show the finding',
      merge: 'the folder of the merged reports',
    },
    commands: [
      'run',
      'watch',
      'status',
      'notify',
      'merge',
      'sweep',
      'report',
      'audit',
      'review',
      'judge',
      'gate',
      'accept',
    ],
    path: {
      all: 'new-folder',
      accept: 'any',
      report: 'folder-if-any',
      audit: 'folder-if-any',
      judge: 'any',
    },
  },
  debug: {
    variable: 'SEAMWATCH_DEBUG',
    parse: value.yesOrNo,
    otherwise: false,
    shown: 'no',
    help: 'print the stack of an internal error',
    commands: [
      'run',
      'watch',
      'merge',
      'check',
      'sweep',
      'sandbox',
      'browser',
      'report',
    ],
  },
  dryRun: {
    flag: '--dry-run',
    parse: value.yesOrNo,
    otherwise: false,
    help: 'only list what would be deleted',
    commands: ['sweep'],
  },
  port: {
    flag: '--port <n>',
    parse: value.wholeNumber({ from: 0, to: 65_535 }),
    otherwise: 4010,
    shown: '4010',
    help: 'the port to listen on; 0 for any free one',
    commands: ['sandbox'],
  },
  optional: {
    flag: '--optional',
    parse: value.yesOrNo,
    otherwise: false,
    help: 'exit 0 even if no browser is found',
    commands: ['browser'],
  },
  from: {
    flag: '--from <source>',
    parse: value.text,
    otherwise: 'npm:@seamapi/types@latest',
    shown: 'npm:@seamapi/types@latest',
    help: 'npm:@seamapi/types@VERSION, a file, or a URL',
    commands: ['contract pull'],
  },
  out: {
    flag: '--out <file>',
    parse: value.text,
    help: 'write the client sessions there, and nothing else',
    commands: ['contract pull'],
    path: { all: 'new-file' },
  },
  jsonFile: {
    flag: '--json <file>',
    parse: value.text,
    help: 'write the review as JSON there; - prints it',
    commands: ['review'],
  },
  paths: {
    flag: '--paths <path...>',
    parse: value.list,
    help: 'compare these paths and all below them; / is everything',
    more: 'two whole files are compared whole; of a version or a URL the pinned paths',
    commands: ['review'],
  },
  markdown: {
    flag: '--markdown <file>',
    parse: value.text,
    help: 'write it as a comment of a pull request; - prints it',
    commands: ['review', 'gate'],
  },
  annotations: {
    flag: '--annotations',
    parse: value.yesOrNo,
    otherwise: false,
    help: 'print annotations for GitHub Actions, too',
    commands: ['review'],
  },
  allure: {
    flag: '--allure',
    parse: value.yesOrNo,
    otherwise: false,
    help: 'render an Allure report with a test for each change',
    inHelpOf: { gate: 'render an Allure report with a test for each cause' },
    commands: ['review', 'gate'],
  },
  accept: {
    flag: '--accept <file>',
    parse: value.text,
    help: 'changes that are accepted until a day, in YAML',
    commands: ['review'],
    path: { all: 'file' },
  },
  owner: {
    flag: '--owner <name>',
    parse: value.text,
    help: 'the team or person that mends it; needed',
    commands: ['accept'],
  },
  link: {
    flag: '--link <url>',
    parse: value.text,
    help: 'the issue where it is being mended; needed',
    commands: ['accept'],
  },
  reason: {
    flag: '--reason <sentence>',
    parse: value.text,
    help: 'why it is accepted until then; needed',
    commands: ['accept'],
  },
  until: {
    flag: '--until <day>',
    parse: value.text,
    help: 'the last day, such as 2027-01-31; needed',
    commands: ['accept'],
  },
  evidence: {
    flag: '--evidence <reports>',
    parse: value.text,
    help: "say whether the API follows, by a run's reports",
    more: 'a folder of reports, or the `exchanges.ndjson` of one; what the API follows never changes the exit code',
    commands: ['review'],
  },
  probe: {
    flag: '--probe',
    parse: value.yesOrNo,
    otherwise: false,
    help: 'ask --target whether it follows, by requests that change nothing',
    commands: ['review'],
  },
  failOn: {
    flag: '--fail-on <level>',
    parse: value.oneOf('level', ['breaking', 'risky', 'none'] as const),
    otherwise: 'breaking',
    shown: 'breaking',
    help: 'exit 1 from this level: breaking, risky, none',
    commands: ['review'],
  },
  all: {
    flag: '--all',
    parse: value.yesOrNo,
    otherwise: false,
    help: 'list compatible changes, too',
    commands: ['review'],
  },
  only: {
    flag: '--only <name>',
    parse: value.text,
    help: 'one mutant, or all whose id starts so',
    inHelpOf: {
      gate: 'one part: wire, conditions, package or types; never answers yes',
    },
    commands: ['mutants', 'gate'],
  },
  quick: {
    flag: '--quick',
    parse: value.yesOrNo,
    otherwise: false,
    help: 'without the 35 s of an API that does not answer; never answers yes',
    commands: ['gate'],
  },
  json: {
    flag: '--json',
    parse: value.yesOrNo,
    otherwise: false,
    help: 'print the result as JSON',
    commands: ['mutants', 'gate', 'compare', 'status'],
  },
  expectations: {
    flag: '--scenarios',
    parse: value.yesOrNo,
    otherwise: false,
    help: 'report what each expectation of a scenario catches',
    commands: ['mutants'],
  },
} satisfies Readonly<Record<string, Option>>

export type OptionKey = keyof typeof options

type OptionOf<Key extends OptionKey> = (typeof options)[Key]
type Parsed<Key extends OptionKey> =
  OptionOf<Key>['parse'] extends Parse<infer Value> ? Value : never

/** Undefined only for an option without default. */
export type ValueOf<Key extends OptionKey> =
  | Parsed<Key>
  | (OptionOf<Key> extends { readonly otherwise: unknown } ? never : undefined)

export const rows: readonly Option[] = Object.values(options)

export function optionsOf(command: CommandName): readonly Option[] {
  return rows
    .filter(({ commands }) => commands.includes(command))
    .map((row) => {
      const help = row.inHelpOf?.[command]
      const { shown: _, ...others } = row
      return help === undefined ? row : { ...others, help }
    })
}
