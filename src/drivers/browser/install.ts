/** Puts a browser on this machine: Playwright's own, or, where downloads are
 * blocked, the one of the system's package manager. */
import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { FoundBrowser } from './find.ts'

/** One command on the way to a browser. */
export type InstallStep = {
  /** For people: what is tried. */
  readonly what: string
  readonly command: string
  readonly arguments: readonly string[]
  readonly timeoutMs: number
  /** Where one step of a way fails, the rest of it is not tried. */
  readonly way: 'playwright' | 'system'
}

export type InstallOptions = {
  /** Looks again after each way that was gone to its end. */
  readonly find: () => FoundBrowser | undefined
  /** Told one line for each step, and for each that failed. */
  readonly say: (line: string) => void
  /** Rejects where the command fails or takes too long. */
  readonly execute?: (step: InstallStep) => Promise<void>
  /** Whether the package manager may be asked; by default, to root alone. */
  readonly isRoot?: boolean
}

const minuteMs = 60_000

/** @returns undefined where none can be had; it never throws for that. */
export async function installBrowser({
  find,
  say,
  execute = executeStep,
  isRoot = process.getuid?.() === 0,
}: InstallOptions): Promise<FoundBrowser | undefined> {
  const failed = new Set<InstallStep['way']>()
  for (const [index, step] of installSteps.entries()) {
    if (failed.has(step.way)) continue
    if (step.way === 'system' && !isRoot) {
      say(`${step.what}: left to you, as it needs root`)
      failed.add(step.way)
      continue
    }
    say(`${step.what} …`)
    try {
      await execute(step)
    } catch (error) {
      say(`${step.what}: ${reasonOf(error, step)}`)
      failed.add(step.way)
      continue
    }
    const isWayDone = installSteps[index + 1]?.way !== step.way
    const found = isWayDone ? find() : undefined
    if (found) return found
  }
  return undefined
}

const aptGet = ['-o', 'DPkg::Lock::Timeout=60', '-o', 'Acquire::Retries=2']

/** In the order they are tried. The whole browser, and no second one that only
 * runs without a window. */
export const installSteps: readonly InstallStep[] = [
  {
    way: 'playwright',
    what: 'downloading the browser of Playwright',
    command: process.execPath,
    arguments: [playwrightCommand(), 'install', '--no-shell', 'chromium'],
    timeoutMs: 5 * minuteMs,
  },
  {
    way: 'system',
    what: 'asking the package manager what it has',
    command: 'apt-get',
    arguments: [...aptGet, 'update'],
    timeoutMs: 2 * minuteMs,
  },
  {
    way: 'system',
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
      ...process.env,
      DEBIAN_FRONTEND: 'noninteractive',
      // A blocked host often does not answer at all.
      PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '15000',
    },
  })
}

/** The first line that names an error; npm and apt say much beside it. */
function reasonOf(error: unknown, { timeoutMs }: InstallStep): string {
  const { killed, stderr, message } = Object(error)
  if (killed === true) return `not done within ${timeoutMs / 1000} s`
  const lines = `${String(stderr ?? '')}\n${String(message ?? error)}`.split(
    '\n',
  )
  const line = lines.find((it) => /error|^E:|ENO/i.test(it)) ?? lines[0] ?? ''
  return `did not work: ${line.trim()}`
}
