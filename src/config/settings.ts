/** Settings: the options and the environment, read once. */
import type { TargetChoice } from '../auth/target.ts'
import type { BrowserKind } from '../drivers/browser/kinds.ts'
import { checkOrigin } from '../drivers/browser/site.ts'
import { isLoopback } from '../model/loopback.ts'
import type { DriverName } from '../model/scenario.ts'
import type { Shard } from '../model/shard.ts'
import type { Rules } from '../transport/policy/limits.ts'
import { defaultLimits } from '../transport/transport.ts'
import type { Limits } from '../transport/transport.ts'
import { withoutBlank } from './environment.ts'
import type { Environment } from './environment.ts'
import { readHandover } from './handover.ts'
import { readLimits } from './limits.ts'
import { read } from './read-option.ts'
import type { Given } from './read-option.ts'
import { checkRuntime } from './runtime.ts'
import { chooseTarget } from './target-choice.ts'

export type Settings = {
  readonly choice: TargetChoice
  readonly driver: DriverName
  /** Only installed ones are used. */
  readonly browsers: readonly BrowserKind[]
  /** Origin of the pages; on loopback by default. */
  readonly pageOrigin?: string
  /** Folder of the web components to test; the installed ones by default. */
  readonly components?: string
  /** The release of an SDK to test, as the person named it, or the folder where
   * it is installed. */
  readonly sdk?: string
  /** The Node that runs it; ours by default. */
  readonly node?: string
  /** Only scenarios with one of these tags run; empty for all. */
  readonly tags: readonly string[]
  /** Only cases whose title or id matches run. */
  readonly grep?: RegExp
  /** The part of these cases that this process runs; all without it. */
  readonly shard?: Shard
  /** The folder of everything that a run writes, as the person gave it: these
   * paths are relative to the working directory. */
  readonly reportsDir: string
  /** Without an Allure report. */
  readonly isSummaryOnly: boolean
  readonly scenariosDir: string
  readonly contractFile: string
  readonly knownIssuesFile: string
  readonly adoptedFile: string
  /** Where the command wrote the checked scenarios, if it did. */
  readonly suiteFile?: string
  /** Processes of Playwright's runner. */
  readonly workers: number
  /** Cases that run at a time without that runner. */
  readonly concurrency: number
  readonly limits: Limits
  readonly rules: Rules
  /** The id of this run in markers and reports; a few letters and digits. */
  readonly runId: string
  /** Sessions of other machines' runs are swept only from this age. */
  readonly sweepOlderThanMs: number
  /** For people: variables that were ignored, say. */
  readonly notes: readonly string[]
}

/** @throws UsageError when a value cannot be used, before anything is sent. */
export function readSettings(all: Environment, given: Given = {}): Settings {
  const env = withoutBlank(all)
  const source = { env, given }
  const { choice, notes } = chooseTarget(source)
  checkRuntime(choice, { env })
  const grep = read('grep', source)
  const shard = read('shard', source)
  const pageOrigin = read('pageOrigin', source)
  const components = read('components', source)
  const sdk = read('sdk', source)
  const node = read('runtime', source)
  const { runId = 'unnamed', suiteFile } = readHandover(env) ?? {}
  return {
    choice,
    notes,
    driver: read('driver', source),
    browsers: read('browsers', source),
    ...(pageOrigin !== undefined && { pageOrigin: checkOrigin(pageOrigin) }),
    ...(components !== undefined && { components }),
    ...(sdk !== undefined && { sdk }),
    ...(node !== undefined && { node }),
    tags: read('tag', source),
    ...(grep !== undefined && { grep }),
    ...(shard !== undefined && { shard }),
    reportsDir: read('reports', source),
    isSummaryOnly: read('summaryOnly', source),
    scenariosDir: read('scenarios', source),
    contractFile: read('contract', source),
    knownIssuesFile: read('knownIssues', source),
    adoptedFile: read('adopted', source),
    ...(suiteFile !== undefined && { suiteFile }),
    workers: read('workers', source),
    concurrency: read('concurrency', source) ?? usualConcurrency(choice),
    limits: {
      ...defaultLimits,
      timeoutMs: read('timeout', source),
      maxWaitMs: read('maxWait', source),
    },
    rules: readLimits(source),
    runId,
    sweepOlderThanMs: read('olderThan', source) * 60_000,
  }
}

/** An API that others use gets fewer requests at a time. */
function usualConcurrency(choice: TargetChoice): number {
  const isElsewhere =
    choice.kind === 'remote' &&
    !isLoopback(new URL(choice.target.endpoint).hostname)
  return isElsewhere ? 8 : 16
}
