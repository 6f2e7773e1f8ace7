/** Runs the command as a person would. */
import { spawn } from 'node:child_process'
import { relative, resolve } from 'node:path'
import { test } from '@playwright/test'
import type { Sandbox } from '../../../src/sandbox/server.ts'
import { folderWith } from '../folder.ts'
import type { Files } from '../folder.ts'
import type { Left } from './left.ts'

export type Asked = {
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** The target; its key is passed in the environment. */
  readonly sandbox?: Sandbox
  /** Literal scenarios by their files; the suite's own without them. */
  readonly scenarios?: Files
  /** Arguments of Node that start another program in place of the command. */
  readonly program?: readonly string[]
  /** The working directory; the project's root without it. */
  readonly cwd?: string
  /** Which Node runs it; this one by default. */
  readonly node?: string
  /** Starts it in its own process group, as a terminal does. */
  readonly isGroup?: boolean
  /** With an Allure report, which takes as long as a short run. */
  readonly withAllure?: boolean
}

export type Started = {
  /** Signals the command alone. */
  readonly kill: (signal: NodeJS.Signals) => void
  /** Signals every process of its group. */
  readonly killGroup: (signal: NodeJS.Signals) => void
  readonly pid: number
  /** Ends the reading of all that it prints, once it has printed something. */
  readonly stopReading: () => void
  readonly ended: Promise<Left>
}

/** An environment without any variable of ours. */
function bareEnvironment(): NodeJS.ProcessEnv {
  const entries = Object.entries(process.env).filter(
    ([name]) => !/^(?:SEAM|TEST_|PLAYWRIGHT|FORCE_COLOR)/.test(name),
  )
  return Object.fromEntries(entries)
}

/** Literal scenarios in files, relative to the project's root as a person would
 * name them. */
export function scenariosIn(files: Files): string {
  return relative(process.cwd(), folderWith(files, 'scenarios'))
}

export function start({
  args = [],
  env = {},
  sandbox,
  scenarios,
  program = [resolve('src/seamwatch.js')],
  cwd = process.cwd(),
  node = process.execPath,
  isGroup = false,
  withAllure = false,
}: Asked): Started {
  const reportsDir = test.info().outputPath('reports')
  const child = spawn(node, [...program, ...args], {
    detached: isGroup,
    cwd,
    env: {
      ...bareEnvironment(),
      NO_COLOR: '1',
      SEAMWATCH_REPORTS: reportsDir,
      ...(!withAllure && { SEAMWATCH_SUMMARY_ONLY: 'yes' }),
      ...(sandbox && {
        SEAM_ENDPOINT: sandbox.url,
        SEAM_API_KEY: sandbox.seed.apiKey,
      }),
      ...(scenarios && { SEAMWATCH_SCENARIOS: scenariosIn(scenarios) }),
      ...env,
    },
  })
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      printed += chunk.toString('utf8')
    })
  }
  const pid = Number(child.pid)
  return {
    pid,
    stopReading: () => {
      child.stdout.once('data', () => {
        child.stdout.destroy()
        child.stderr.destroy()
      })
    },
    kill: (signal) => child.kill(signal),
    killGroup: (signal) => process.kill(-pid, signal),
    ended: new Promise((settle, reject) => {
      child.on('error', reject)
      child.on('close', (exitCode, signal) =>
        settle({ exitCode, signal, printed, reportsDir }),
      )
    }),
  }
}

export function seamwatch(asked: Asked): Promise<Left> {
  return start(asked).ended
}
