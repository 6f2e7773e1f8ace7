/** Settings: what the environment asks for, read once and checked. */
import { join } from 'node:path'
import { chooseBrowsers } from '../drivers/browser/kinds.ts'
import type { BrowserKind } from '../drivers/browser/kinds.ts'
import { checkOrigin } from '../drivers/browser/site.ts'
import { chooseTarget } from './target-choice.ts'
import { defaultLimits } from '../transport/transport.ts'
import type { Limits } from '../transport/transport.ts'
import { list, positive, usage } from './environment.ts'
import type { Environment } from './environment.ts'
import type { Rules } from '../transport/policy/limits.ts'
import { readRules } from './limits.ts'
import type { DriverName } from '../model/scenario.ts'
import type { TargetChoice } from '../auth/target.ts'

export type Settings = {
  readonly choice: TargetChoice
  readonly driver: DriverName
  /** The browsers that the driver of this name is to use, where they are. */
  readonly browsers: readonly BrowserKind[]
  /** Origin of the pages; one on loopback without it. */
  readonly pageOrigin?: string
  /** Folder of the web components to test; the installed ones without it. */
  readonly components?: string
  /** Only scenarios with one of these tags run; empty for all. */
  readonly tags: readonly string[]
  /** Only cases whose title or id matches run. */
  readonly grep?: RegExp
  /** Directory of everything a run writes, relative to the working directory. */
  readonly reportsDir: string
  /** What the workers of this run tell one another about its guards. */
  readonly guardsDir: string
  readonly scenariosDir: string
  readonly contractFile: string
  /** Where the command has left the checked scenarios, if it has. */
  readonly suiteFile?: string
  readonly workers: number
  readonly limits: Limits
  readonly rules: Rules
  /** Names this run in markers and reports; short, of letters and digits. */
  readonly runId: string
  /** Other machines' sessions are left alone until they are so old. */
  readonly sweepOlderThanMs: number
  /** What a person should know about how the settings were read. */
  readonly notes: readonly string[]
}

/** Where the suite's own scenarios are. */
export const ownScenarios = 'scenarios'

/** @throws UsageError when a value cannot be used, before anything is sent. */
export function readSettings(env: Environment): Settings {
  const { choice, notes } = chooseTarget(env)
  const grep = env.SEAMWATCH_GREP
  const pageOrigin = env.SEAMWATCH_PAGE_ORIGIN
  const reportsDir = env.SEAMWATCH_REPORTS ?? 'reports'
  return {
    choice,
    notes,
    driver: driverOf(env.SEAMWATCH_DRIVER ?? 'api'),
    browsers: chooseBrowsers(list(env.SEAMWATCH_BROWSERS)),
    ...(pageOrigin && { pageOrigin: checkOrigin(pageOrigin) }),
    ...(env.SEAMWATCH_COMPONENTS && { components: env.SEAMWATCH_COMPONENTS }),
    tags: list(env.SEAMWATCH_TAGS),
    ...(grep && { grep: pattern(grep) }),
    reportsDir,
    guardsDir: join(reportsDir, 'guards'),
    scenariosDir: env.SEAMWATCH_SCENARIOS ?? ownScenarios,
    contractFile: env.SEAMWATCH_CONTRACT ?? 'schemas/client-sessions.json',
    ...(env.SEAMWATCH_SUITE && { suiteFile: env.SEAMWATCH_SUITE }),
    workers: positive(env, 'SEAMWATCH_WORKERS', 2),
    limits: limitsOf(env),
    rules: readRules(env),
    runId: env.SEAMWATCH_RUN_ID ?? 'unnamed',
    sweepOlderThanMs:
      positive(env, 'SEAMWATCH_SWEEP_OLDER_THAN_MINUTES', 60) * 60_000,
  }
}

function driverOf(name: string): DriverName {
  if (name === 'api' || name === 'browser') return name
  throw usage(
    `there is no driver "${name}"`,
    'the drivers are: api and browser',
  )
}

function limitsOf(env: Environment): Limits {
  const { timeoutMs, maxWaitMs } = defaultLimits
  return {
    ...defaultLimits,
    timeoutMs: positive(env, 'SEAMWATCH_TIMEOUT_MS', timeoutMs),
    maxWaitMs: positive(env, 'SEAMWATCH_MAX_WAIT_MS', maxWaitMs),
  }
}

function pattern(text: string): RegExp {
  try {
    return new RegExp(text, 'i')
  } catch {
    throw usage(`--grep "${text}" is not a regular expression`, 'correct it')
  }
}
