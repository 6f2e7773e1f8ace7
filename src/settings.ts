/** Settings: what the environment asks for, read once and checked. */
import { chooseBrowsers } from './browser/kinds.ts'
import type { BrowserKind } from './browser/kinds.ts'
import { checkOrigin } from './browser/site.ts'
import { join } from 'node:path'
import type { Keyring } from './credential.ts'
import { defaultLimits } from './drivers/driver.ts'
import type { Limits } from './drivers/driver.ts'
import type { Rules } from './guards/guard.ts'
import {
  checkEndpoint,
  hostOf,
  productionEndpoint,
  trimmed,
} from './endpoint.ts'
import { UsageError } from './problem.ts'
import { readRules } from './rules.ts'
import type { DriverName } from './scenario/types.ts'
import { resourceNames } from './target.ts'
import type { ResourceName, Target, TargetChoice } from './target.ts'

export type Environment = Readonly<Record<string, string | undefined>>

export type Settings = {
  readonly choice: TargetChoice
  readonly driver: DriverName
  /** The browsers that the driver of this name is to use, where they are. */
  readonly browsers: readonly BrowserKind[]
  /** Origin of the pages; one on loopback without it. */
  readonly pageOrigin?: string
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
  /** What a person should know about how the settings were read. */
  readonly notes: readonly string[]
}

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
    tags: list(env.SEAMWATCH_TAGS),
    ...(grep && { grep: pattern(grep) }),
    reportsDir,
    guardsDir: join(reportsDir, 'guards'),
    scenariosDir: env.SEAMWATCH_SCENARIOS ?? 'scenarios',
    contractFile: env.SEAMWATCH_CONTRACT ?? 'schemas/client-sessions.json',
    ...(env.SEAMWATCH_SUITE && { suiteFile: env.SEAMWATCH_SUITE }),
    workers: positive(env, 'SEAMWATCH_WORKERS', 2),
    limits: limitsOf(env),
    rules: readRules(env),
    runId: env.SEAMWATCH_RUN_ID ?? 'unnamed',
  }
}

/** No choice is the sandbox: a key alone never sends anything to production. */
function chooseTarget(env: Environment): {
  readonly choice: TargetChoice
  readonly notes: readonly string[]
} {
  const name = env.SEAMWATCH_TARGET
  const endpoint = env.SEAM_ENDPOINT
  if (name === 'sandbox' || name === 'fake' || (!name && !endpoint)) {
    const choice = { kind: 'embedded', name: name ?? 'sandbox' } as const
    return {
      choice: choice as TargetChoice, // `name` is one of the two, tested above
      notes: unusedCredentials(env, choice.name),
    }
  }
  const url = name === 'production' ? productionEndpoint : (name ?? endpoint)
  if (name && endpoint && trimmed(endpoint) !== trimmed(url ?? '')) {
    throw usage(
      `--target ${name} and SEAM_ENDPOINT=${endpoint} name two different places`,
      'unset SEAM_ENDPOINT, or leave --target out',
    )
  }
  const checked = checkEndpoint(url ?? '', list(env.SEAMWATCH_ALLOW_HOSTS))
  const target: Target = {
    name: checked === productionEndpoint ? 'production' : hostOf(checked),
    endpoint: checked,
    keyring: keyringOf(env),
    resources: resourcesOf(env),
  }
  return { choice: { kind: 'remote', target }, notes: [] }
}

function keyringOf(env: Environment): Keyring {
  const apiKey = env.SEAM_API_KEY
  const token = env.SEAM_PERSONAL_ACCESS_TOKEN
  const workspaceId = env.SEAM_WORKSPACE_ID
  const publishable = env.SEAM_PUBLISHABLE_KEY
  if (token && !workspaceId) {
    throw usage(
      'SEAM_PERSONAL_ACCESS_TOKEN is set and SEAM_WORKSPACE_ID is not',
      'a personal access token works for several workspaces: say which',
    )
  }
  return {
    ...(apiKey && { api_key: apiKey }),
    ...(token && workspaceId && { pat_with_workspace: { token, workspaceId } }),
    ...(publishable && { publishable_key: publishable }),
  }
}

function resourcesOf(env: Environment): Target['resources'] {
  const names = Object.keys(resourceNames) as ResourceName[] // its own keys
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = env[resourceNames[name]]
      return value ? [[name, value]] : []
    }),
  )
}

function unusedCredentials(env: Environment, name: string): readonly string[] {
  const set = [
    'SEAM_API_KEY',
    'SEAM_PERSONAL_ACCESS_TOKEN',
    'SEAM_PUBLISHABLE_KEY',
  ].filter((key) => env[key])
  if (set.length === 0) return []
  return [
    `${set.join(', ')} is set and not used: the target is ${name}. ` +
      'Add --target production to test the live API.',
  ]
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

function positive(env: Environment, name: string, otherwise: number): number {
  const text = env[name]
  if (text === undefined) return otherwise
  const value = Number(text)
  if (Number.isInteger(value) && value > 0) return value
  throw usage(`${name}=${text} is not a whole number above 0`, 'correct it')
}

function pattern(text: string): RegExp {
  try {
    return new RegExp(text, 'i')
  } catch {
    throw usage(`--grep "${text}" is not a regular expression`, 'correct it')
  }
}

function list(text: string | undefined): readonly string[] {
  return (text ?? '')
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '')
}

function usage(fact: string, hint: string): UsageError {
  return new UsageError([{ code: 'target-refused', fact, hint }])
}
