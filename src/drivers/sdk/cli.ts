/** CLI: makes each call with a command of its own, in a process of its own. What
 * the command prints, and its exit code, are what it hands its caller. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pLimit from 'p-limit'
import { z } from 'zod'
import type { ClientCall } from '../../model/client-call.ts'
import type { Caller } from './caller.ts'
import type { ChildResult } from './host-result.ts'
import { cliEnd } from './cli-end.ts'
import { isolated } from './isolate.ts'
import { guardFlags, memoryFlag, pathOf } from './launch.ts'
import { attach } from './lifeline.ts'
import { notes } from './protocol.ts'
import type { CallLine } from './protocol.ts'
import type { InstalledRelease } from './release.ts'
import { runProgram } from './run-program.ts'

/** Each command takes most of a processor. */
const commandsAtMost = 2

export function createCliCaller(release: InstalledRelease): Caller {
  const limit = pLimit(commandsAtMost)
  const home = mkdtempSync(join(tmpdir(), 'seamwatch-cli-'))
  const detach = attach({ kind: 'folder', value: home })
  return {
    call: (line, settleMs) =>
      limit(() => runCommand(release, { line, settleMs, home })),
    start: async () => {
      const call = { line: firstLine, settleMs: startMs, home }
      const { end } = await limit(() => runCommand(release, call))
      const said = end.kind === 'threw' ? end.error.message : ''
      if (/not logged in/i.test(said))
        throw new Error('it reads no SEAM_CLI_TOKEN, so it cannot log in')
    },
    close: async () => {
      rmSync(home, { recursive: true, force: true })
      detach()
    },
  }
}

const startMs = 30_000

/** It cannot arrive: it shows whether the CLI takes the credential. */
const firstLine: CallLine = {
  options: { apiKey: 'seam_standin1_start' },
  endpoint: 'http://127.0.0.1:1',
  method: ['client-sessions', 'list'],
  parameters: [],
  allowedPorts: [],
  secrets: [],
}

const manifest = z.object({ bin: z.object({ seam: z.string() }) })

function programOf({ home, name }: InstalledRelease): string {
  const folder = join(home, 'node_modules', name)
  const text = readFileSync(join(folder, 'package.json'), 'utf8')
  return join(folder, manifest.parse(JSON.parse(text)).bin.seam)
}

/** Characters kept of what a command prints. */
const keptAtMost = 4096

async function runCommand(
  release: InstalledRelease,
  {
    line,
    settleMs,
    home,
  }: {
    readonly line: CallLine
    readonly settleMs: number
    /** A folder of its own, so that it neither reads nor writes the user's. */
    readonly home: string
  },
): Promise<ChildResult> {
  const ports = [new URL(line.endpoint).port, ...line.allowedPorts].join(',')
  const host = [memoryFlag, ...guardFlags(release, home), pathOf('cli.mjs')]
  const args = [...host, programOf(release), ports, ...argumentsOf(line)]
  const { program, args: all } = isolated({ program: release.program, args })
  const ended = await runProgram(program, {
    args: all,
    timeoutMs: settleMs,
    cwd: home,
    env: { HOME: home, ...environmentOf(line) },
  })
  const printed = ended.stderr + ended.stdout
  return {
    end: ended.isTimeOut
      ? { kind: 'unsettled', waitedMs: settleMs }
      : cliEnd(ended, line),
    output: printed.slice(0, keptAtMost),
    shown: line.secrets.some((it) => printed.includes(it)) ? ['output'] : [],
    ...notedIn(ended.notes),
  }
}

/** With the description of the API that the proxy serves, and no questions. */
function argumentsOf({ method, parameters }: CallLine): readonly string[] {
  const raw = parameters.flatMap((it) => ['--raw', JSON.stringify(it)])
  return [...method, ...raw, '--remote-schema', '--non-interactive']
}

const options = z.object({
  apiKey: z.string().optional(),
  personalAccessToken: z.string().optional(),
  workspaceId: z.string().optional(),
})

function environmentOf(line: CallLine): Readonly<Record<string, string>> {
  const given = options.parse('options' in line ? line.options : {})
  const { apiKey, personalAccessToken, workspaceId } = given
  return {
    SEAM_CLI_ENDPOINT: line.endpoint,
    SEAM_CLI_TOKEN: apiKey ?? personalAccessToken ?? '',
    ...(workspaceId !== undefined && { SEAM_CLI_WORKSPACE_ID: workspaceId }),
  }
}

/** A command that was killed has written none. */
function notedIn(text: string): Pick<ClientCall, 'elsewhere' | 'refused'> {
  try {
    const { elsewhere, refused = [] } = notes.parse(JSON.parse(text))
    return {
      elsewhere: [...new Set(elsewhere)].map((host) => ({
        host,
        credentials: [],
      })),
      refused,
    }
  } catch {
    return { elsewhere: [] }
  }
}
