/** Finds a browser on this machine, and says how it is started.
 *
 * In this order: the one that the environment names, Playwright's own, one that
 * is installed. What does not answer to `--version` is no browser: Debian's
 * relatives ship stubs that only tell where to get one. */
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium, firefox, webkit } from 'playwright'
import type { BrowserType, LaunchOptions } from 'playwright'
import { UsageError } from '../../model/problem.ts'
import type { BrowserKind } from './kinds.ts'

export type FoundBrowser = {
  readonly kind: BrowserKind
  /** Absolute. */
  readonly executablePath: string
  /** As it says itself, e.g. `Chromium 156.0.8078.79`. */
  readonly version: string
}

export type FindOptions = {
  readonly kind?: BrowserKind
  readonly env?: Readonly<Record<string, string | undefined>>
  /** Where Playwright keeps its own, there or not. */
  readonly own?: string
}

/** Names a Chromium, or `none` for doing without a browser. */
export const pathVariable = 'SEAMWATCH_BROWSER_PATH'

const types: Readonly<Record<BrowserKind, BrowserType>> = {
  chromium,
  firefox,
  webkit,
}

/** Only Chromium is driven as its makers ship it: Playwright patches the other
 * two, and a Firefox of the system does not understand it. */
const installedNames = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
] as const

/** @returns undefined where there is none.
 * @throws UsageError when the environment names one that does not run. */
export function findBrowser({
  kind = 'chromium',
  env = process.env,
  own = types[kind].executablePath(),
}: FindOptions = {}): FoundBrowser | undefined {
  const named = env[pathVariable]
  if (named === 'none') return undefined
  if (named && kind === 'chromium') {
    const found = probe(kind, named)
    if (found) return found
    throw notRunning(named)
  }
  const others = kind === 'chromium' ? installed(env.PATH ?? '') : []
  for (const path of [own, ...others]) {
    const found = probe(kind, path)
    if (found) return found
  }
  return undefined
}

/** Why there is none, and what to do, in one line. */
export const noBrowser = `no browser was found: run "npx seamwatch browser", or set ${pathVariable} to a Chromium`

/** The same, where it was asked to do without. */
export function whyNone(env: NonNullable<FindOptions['env']>): string {
  return env[pathVariable] === 'none' ? `${pathVariable} is "none"` : noBrowser
}

/** Nothing of its own accord: a browser that looks for updates, or tells its
 * maker of itself, sends what nobody asked for. */
export function launchOptions({
  kind,
  executablePath,
}: Pick<FoundBrowser, 'kind' | 'executablePath'>): LaunchOptions {
  const quiet = [
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ]
  return {
    executablePath,
    headless: true,
    ...(kind === 'chromium' && { args: quiet }),
  }
}

export function browserType(kind: BrowserKind): BrowserType {
  return types[kind]
}

/** By name first, then by folder: what is called `chromium` is preferred. */
function installed(searchPath: string): readonly string[] {
  const folders = searchPath.split(delimiter).filter((it) => it !== '')
  return installedNames.flatMap((name) =>
    folders.map((folder) => join(folder, name)),
  )
}

const probeMs = 10_000

function probe(kind: BrowserKind, path: string): FoundBrowser | undefined {
  if (!existsSync(path)) return undefined
  try {
    const said = execFileSync(path, ['--version'], {
      encoding: 'utf8',
      timeout: probeMs,
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const version = said.trim().replace(/ built on .*/, '')
    return version === '' ? undefined : { kind, executablePath: path, version }
  } catch {
    return undefined // it is there and does not run: the next one may
  }
}

function notRunning(path: string): UsageError {
  return new UsageError([
    {
      code: 'argument-invalid',
      fact: `${pathVariable}="${path}" is no browser that runs here`,
      hint: 'correct it, or unset it: then one is looked for',
    },
  ])
}
