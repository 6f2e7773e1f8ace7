/** Installs a browser: Playwright's own, or otherwise Debian's Chromium.
 *
 * Some machines cannot reach Playwright's servers, such as this project's CI.
 * There Playwright gives up after 3 s, and apt installs Chromium (113 MB) in 5
 * s. */
import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { childEnvironment } from '../../model/child-environment.ts'
import type { FoundBrowser } from './find.ts'

/** One command of an install method. */
export type InstallStep = {
  /** What it does, for people. */
  readonly what: string
  readonly command: string
  readonly arguments: readonly string[]
  readonly timeoutMs: number
  /** When one step of a method fails, its other steps are skipped. */
  readonly method: 'playwright' | 'system'
}

export type InstallOptions = {
  /** Looks for the browser after the last step of each method. */
  readonly find: () => FoundBrowser | undefined
  /** Prints one line for each step, and for each failure. */
  readonly say: (line: string) => void
  /** Rejects if the command fails or takes too long. */
  readonly execute?: (step: InstallStep) => Promise<void>
  /** Only root can use the package manager. */
  readonly isRoot?: boolean
}

const minuteMs = 60_000

/** @returns undefined if no method worked; it does not throw. */
export async function installBrowser({
  find,
  say,
  execute = executeStep,
  isRoot = process.getuid?.() === 0,
}: InstallOptions): Promise<FoundBrowser | undefined> {
  const failed = new Set<InstallStep['method']>()
  for (const [index, step] of installSteps.entries()) {
    if (failed.has(step.method)) continue
    if (step.method === 'system' && !isRoot) {
      say(`${step.what}: skipped, it needs root`)
      failed.add(step.method)
      continue
    }
    say(`${step.what} …`)
    try {
      await execute(step)
    } catch (error) {
      say(`${step.what}: ${reasonOf(error, step)}`)
      failed.add(step.method)
      continue
    }
    const isLast = installSteps[index + 1]?.method !== step.method
    const found = isLast ? find() : undefined
    if (found) return found
  }
  return undefined
}

const aptGet = ['-o', 'DPkg::Lock::Timeout=60', '-o', 'Acquire::Retries=2']

/** In order. `--no-shell` skips a second, headless browser: the first one can
 * run headless, too. */
const installSteps: readonly InstallStep[] = [
  {
    method: 'playwright',
    what: "downloading Playwright's Chromium",
    command: process.execPath,
    arguments: [playwrightCommand(), 'install', '--no-shell', 'chromium'],
    timeoutMs: 5 * minuteMs,
  },
  {
    method: 'system',
    what: 'updating the package lists',
    command: 'apt-get',
    arguments: [...aptGet, 'update'],
    timeoutMs: 2 * minuteMs,
  },
  {
    method: 'system',
    what: 'installing chromium with the package manager',
    command: 'apt-get',
    arguments: [
      ...aptGet,
      'install',
      '--yes',
      '--no-install-recommends',
      'chromium',
    ],
    timeoutMs: 5 * minuteMs,
  },
]

function playwrightCommand(): string {
  const require = createRequire(import.meta.url)
  return join(require.resolve('playwright/package.json'), '..', 'cli.js')
}

async function executeStep(step: InstallStep): Promise<void> {
  await promisify(execFile)(step.command, [...step.arguments], {
    timeout: step.timeoutMs,
    maxBuffer: 64 * 1024 * 1024,
    env: {
      ...childEnvironment(process.env),
      DEBIAN_FRONTEND: 'noninteractive',
      // A firewall may drop the packets: without this, the wait is long.
      PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '15000',
    },
  })
}

/** The first line that names an error: apt prints many lines. */
function reasonOf(error: unknown, { timeoutMs }: InstallStep): string {
  const { killed, stderr, message } = Object(error)
  if (killed === true) return `not finished within ${timeoutMs / 1000} s`
  const lines = `${String(stderr ?? '')}\n${String(message ?? error)}`.split(
    '\n',
  )
  const line = lines.find((it) => /error|^E:|ENO/i.test(it)) ?? lines[0] ?? ''
  return `failed: ${line.trim()}`
}
