/** Runs a program of this machine, such as npm or pip, to its end: in time, with
 * none of our secrets, and never longer than this process lives. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { childEnvironment } from '../../model/child-environment.ts'
import { attach, killGroup } from './lifeline.ts'

export type Ended = {
  /** Null if it was killed. */
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
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
const keptAtMost = 64 * 1024 * 1024

/** @throws Error with code `ENOENT` if there is no such program. */
export async function runProgram(
  program: string,
  { args, timeoutMs, cwd, env = childEnvironment(process.env) }: RunOptions,
): Promise<Ended> {
  const child = spawn(program, [...args], {
    ...(cwd !== undefined && { cwd }),
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const closed = once(child, 'close')
  const { pid, stdout, stderr } = child
  if (pid === undefined) {
    await closed // rejects with the reason
    throw new Error(`${program} could not be started`)
  }
  const detach = attach({ kind: 'group', value: pid })
  const texts = [stdout, stderr].map((stream) => {
    let text = ''
    stream.setEncoding('utf8')
    stream.on('data', (chunk: string) => {
      if (text.length < keptAtMost) text += chunk
    })
    return () => text
  })
  let isTimeOut = false
  const timer = setTimeout(() => {
    isTimeOut = true
    killGroup(pid)
  }, timeoutMs)
  await closed
  clearTimeout(timer)
  detach()
  const [out = '', error = ''] = texts.map((read) => read())
  return { code: child.exitCode, stdout: out, stderr: error, isTimeOut }
}
