/** Runs a program of this machine, such as npm or pip, to its end: in time, with
 * none of our secrets, and never longer than this process lives. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { Readable } from 'node:stream'
import type { Writable } from 'node:stream'
import { childEnvironment } from '../../model/child-environment.ts'
import { attach, killGroup } from './lifeline.ts'

export type Ended = {
  /** Null if it was killed. */
  readonly code: number | null
  readonly signal: string | null
  readonly stdout: string
  readonly stderr: string
  /** What it wrote on file descriptor 3. */
  readonly notes: string
  readonly isTimeOut: boolean
}

export type RunOptions = {
  readonly args: readonly string[]
  readonly timeoutMs: number
  readonly cwd?: string
  /** In place of ours without its secrets. */
  readonly env?: Readonly<Record<string, string>>
}

/** Characters kept of each output. */
const keptAtMost = 32 * 1024 * 1024

/** @throws Error with code `ENOENT` if there is no such program. */
export async function runProgram(
  program: string,
  { args, timeoutMs, cwd, env = childEnvironment(process.env) }: RunOptions,
): Promise<Ended> {
  const child = spawn(program, [...args], {
    ...(cwd !== undefined && { cwd }),
    env,
    // A group of its own: what it starts ends with it.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  })
  const { pid } = child
  if (pid === undefined) {
    await once(child, 'spawn') // rejects with the reason
    throw new Error(`${program} could not be started`)
  }
  const detach = attach({ kind: 'group', value: pid })
  const [, out, err, notes] = child.stdio.map(readPart)
  let isTimeOut = false
  const timer = setTimeout(() => {
    isTimeOut = true
    killGroup(pid)
  }, timeoutMs)
  // What it has started may hold its outputs open.
  child.once('exit', () => killGroup(pid))
  await once(child, 'close')
  clearTimeout(timer)
  detach()
  return {
    code: child.exitCode,
    signal: child.signalCode,
    stdout: out?.() ?? '',
    stderr: err?.() ?? '',
    notes: notes?.() ?? '',
    isTimeOut,
  }
}

function readPart(
  stream: Readable | Writable | null | undefined,
): () => string {
  let text = ''
  if (!(stream instanceof Readable)) return () => text
  stream.setEncoding('utf8')
  stream.on('data', (chunk: string) => {
    if (text.length < keptAtMost) text += chunk
  })
  return () => text
}
