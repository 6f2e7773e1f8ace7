/** Runs the command as a person would. */
import { spawn } from 'node:child_process'
import { relative, resolve } from 'node:path'
import { test } from '@playwright/test'
import type { Sandbox } from '../../../src/sandbox/server.ts'
import { folderWith } from '../folder.ts'
import type { Files } from '../folder.ts'
import { bareEnvironment } from './bare-environment.ts'
import type { Command } from './host.ts'
import type { Left } from './left.ts'
import { runWarm } from './warm.ts'

export type Asked = {
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** The target; its key is passed in the environment. */
  readonly sandbox?: Sandbox
  /** Literal scenarios by their files; the suite's own without them. */
  readonly scenarios?: Files
  /** Arguments of Node that start another program in place of the command. */
  readonly program?: readonly string[]
  /** The working directory, of a process of its own; the project's root without
   * it. */
  readonly cwd?: string
  /** Which Node runs it; this one by default. */
  readonly node?: string
  /** Starts it in its own process group, as a terminal does. */
  readonly isGroup?: boolean
  /** With an Allure report, which takes as long as a short run. */
  readonly withAllure?: boolean
  /** As a process of its own: where the process is what is tested. */
  readonly asProcess?: boolean
}

export type Started = {
  /** Signals the command alone. */
  readonly kill: (signal: NodeJS.Signals) => void
  /** Signals every process of its group. */
  readonly killGroup: (signal: NodeJS.Signals) => void
  readonly pid: number
  /** What it has printed until now. */
  readonly printed: () => string
  /** Ends the reading of all that it prints, once it has printed something. */
  readonly stopReading: () => void
  readonly ended: Promise<Left>
}

/** Literal scenarios in files, relative to the project's root as a person would
 * name them. */
export function scenariosIn(files: Files): string {
  return relative(process.cwd(), folderWith(files, 'scenarios'))
}

export function start(asked: Asked): Started {
  const { program = [resolve('src/seamwatch.js')], isGroup = false } = asked
  const { args, env } = commandOf(asked)
  const child = spawn(asked.node ?? process.execPath, [...program, ...args], {
    detached: isGroup,
    env,
    ...(asked.cwd !== undefined && { cwd: asked.cwd }),
  })
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      printed += chunk.toString('utf8')
    })
  }
  const pid = Number(child.pid)
  const reportsDir = ownReports()
  return {
    pid,
    printed: () => printed,
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

/** By the warm host, where a process of its own would show the same. */
export async function seamwatch(asked: Asked): Promise<Left> {
  const ran = isProcess(asked) ? undefined : runWarm(commandOf(asked))
  if (ran === undefined) return start(asked).ended
  return { ...(await ran), reportsDir: ownReports() }
}

/** Where something is asked for that a process has from its start. */
function isProcess({ asProcess, program, cwd, node, isGroup }: Asked): boolean {
  const given = [program, cwd, node, isGroup].some((it) => it !== undefined)
  return given || asProcess === true
}

function commandOf({
  args = [],
  env = {},
  sandbox,
  scenarios,
  withAllure = false,
}: Asked): Command {
  return {
    args,
    env: {
      ...bareEnvironment(),
      NO_COLOR: '1',
      SEAMWATCH_REPORTS: ownReports(),
      ...(!withAllure && { SEAMWATCH_SUMMARY_ONLY: 'yes' }),
      ...(sandbox && {
        SEAM_ENDPOINT: sandbox.url,
        SEAM_API_KEY: sandbox.seed.apiKey,
      }),
      ...(scenarios && { SEAMWATCH_SCENARIOS: scenariosIn(scenarios) }),
      ...env,
    },
  }
}

function ownReports(): string {
  return test.info().outputPath('reports')
}
