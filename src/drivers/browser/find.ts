/** Finds a browser on this machine.
 *
 * It tries, in this order: the browser that the environment names,
 * Playwright's own, an installed one. Each must print its `--version`: some
 * systems ship a stub that only prints how to install the browser. */
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium, firefox, webkit } from 'playwright'
import type { BrowserType, LaunchOptions } from 'playwright'
import { childEnvironment } from '../../model/child-environment.ts'
import { UsageError } from '../../model/problem.ts'
import type { BrowserKind } from './kinds.ts'

export type FoundBrowser = {
  readonly kind: BrowserKind
  /** Absolute. */
  readonly executablePath: string
  /** As `--version` prints it: `Chromium 156.0.8078.79`. */
  readonly version: string
}

export type FindOptions = {
  readonly kind?: BrowserKind
  readonly env?: Readonly<Record<string, string | undefined>>
  /** The path of Playwright's own browser. */
  readonly own?: string
}

/** The path of a Chromium, or `none` to run without a browser. */
export const pathVariable = 'SEAMWATCH_BROWSER_PATH'

const types: Readonly<Record<BrowserKind, BrowserType>> = {
  chromium,
  firefox,
  webkit,
}

/** Chromium only: Playwright patches Firefox and WebKit, and cannot drive
 * installed ones. */
const installedNames = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
] as const

/** @returns undefined if there is no browser.
 * @throws UsageError if the environment names one that does not run. */
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

/** What to do if there is no browser, in one line. */
export const noBrowser = `no browser was found: run "npx seamwatch browser", or set ${pathVariable} to a Chromium`

/** Why there is no browser: none was found, or the environment says `none`. */
export function whyNone(env: NonNullable<FindOptions['env']>): string {
  return env[pathVariable] === 'none' ? `${pathVariable} is "none"` : noBrowser
}

/** Switches update checks and usage reports off: only the page may send
 * requests. The browser gets none of our variables. */
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
    env: childEnvironment(process.env),
    ...(kind === 'chromium' && { args: quiet }),
  }
}

export function browserType(kind: BrowserKind): BrowserType {
  return types[kind]
}

/** A `chromium` in any folder comes before the other names. */
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
      env: childEnvironment(process.env),
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const version = said.trim().replace(/ built on .*/, '')
    return version === '' ? undefined : { kind, executablePath: path, version }
  } catch {
    return undefined // it does not run: try the next one
  }
}

function notRunning(path: string): UsageError {
  return new UsageError([
    {
      code: 'argument-invalid',
      fact: `${pathVariable}: "${path}" is not a browser that runs here`,
      hint: 'correct it, or unset it to use an installed browser',
    },
  ])
}
