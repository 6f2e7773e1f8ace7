/** Child: the process of one SDK release. It has no environment, ends when this
 * process ends, and is killed when a call does not settle in time. */
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { firstLineOf } from '../../model/thrown.ts'
import { resultOf } from './host-result.ts'
import type { ChildResult, HostEnd } from './host-result.ts'
import type { Launch } from './launch.ts'
import { attach, killGroup } from './lifeline.ts'
import { readOutput } from './output.ts'
import { hostLine } from './protocol.ts'
import type { CallLine, HostLine, ResultLine } from './protocol.ts'

export type Child = {
  /** Several calls may be in flight. */
  readonly call: (line: CallLine, settleMs: number) => Promise<ChildResult>
  readonly hasEnded: () => boolean
  readonly close: () => Promise<void>
}

const startMs = 30_000

/** @throws Error of one line if the release cannot be loaded. */
export async function startChild({
  program,
  args,
  cwd,
  env,
}: Launch): Promise<Child> {
  const child = spawn(program, [...args], {
    cwd,
    env,
    // A group of its own: what the SDK starts ends with it.
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
  })
  const { pid, stdin, stdout, stderr } = child
  const results = child.stdio[3] as Readable // a pipe, by `stdio`
  if (pid === undefined) return notStarted(child)
  const detach = attach({ kind: 'group', value: pid })
  const kill = (): void => killGroup(pid)
  child.once('exit', () => {
    kill()
    detach()
  })
  const output = readOutput([stdout, stderr])
  const ended = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => {
      const how = signal ? `ended by ${signal}` : `exit code ${code}`
      const reason = output.error()
      resolve(reason === undefined ? how : `${how}, ${reason}`)
    })
  })
  stdin.on('error', () => {}) // the process has ended: `ended` says so
  // Without it no call can end.
  results.once('end', kill)
  const lines = readLines(results, kill)
  const { call, ready } = exchangeLines({ lines, ended, output, kill, stdin })
  const first = await ready
  if (first !== 'ready') {
    kill()
    throw new Error(first)
  }
  return {
    call,
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    close: async () => {
      kill()
      await ended
    },
  }
}

/** Rejects with the reason. */
async function notStarted(child: ChildProcess): Promise<never> {
  await once(child, 'spawn')
  throw new Error('no process could be started')
}

type OnLine = (line: HostLine) => void

/** A process that writes no valid line, or one without end, is killed. */
function readLines(stream: Readable, kill: () => void): (on: OnLine) => void {
  let pending = 0
  stream.on('data', (chunk: Buffer) => {
    const end = chunk.lastIndexOf(10)
    pending = end === -1 ? pending + chunk.length : chunk.length - end
    if (pending > longestLine) kill()
  })
  const reader = createInterface({ input: stream })
  return (on) => {
    reader.on('line', (text) => {
      try {
        on(hostLine.parse(JSON.parse(text)))
      } catch {
        kill()
      }
    })
  }
}

const longestLine = 64 * 1024 * 1024

type Parts = {
  readonly lines: (on: OnLine) => void
  readonly ended: Promise<string>
  readonly output: ReturnType<typeof readOutput>
  readonly kill: () => void
  readonly stdin: NodeJS.WritableStream
}

function exchangeLines({ lines, ended, output, kill, stdin }: Parts): {
  readonly call: Child['call']
  /** `ready`, or one line on why not. */
  readonly ready: Promise<string>
} {
  const waiting = new Map<number, (line: ResultLine) => void>()
  let lastId = 0
  const ready = new Promise<string>((resolve) => {
    const timer = setTimeout(() => resolve('it does not load in time'), startMs)
    timer.unref()
    void ended.then((how) => resolve(`its process ended: ${how}`))
    lines((line) => {
      if (line.kind === 'ready') resolve('ready')
      else if (line.kind === 'unloadable') resolve(firstLineOf(line.why))
      else waiting.get(line.id)?.(line)
    })
  })
  const call: Child['call'] = async (line, settleMs) => {
    lastId += 1
    const id = lastId
    const watching = output.watch(line.secrets)
    let timer: NodeJS.Timeout | undefined
    const end = await Promise.race<HostEnd>([
      new Promise<ResultLine>((resolve) => {
        waiting.set(id, resolve)
        stdin.write(`${JSON.stringify({ id, ...line })}\n`)
      }),
      ended.then((how) => ({ kind: 'process-ended', how })),
      new Promise((resolve) => {
        timer = setTimeout(() => {
          resolve({ kind: 'unsettled', waitedMs: settleMs })
        }, settleMs)
      }),
    ])
    clearTimeout(timer)
    waiting.delete(id)
    if (end.kind === 'unsettled') {
      kill()
      await ended
    }
    // What was printed before the result is in its pipe by now.
    await nextTurn()
    await nextTurn()
    const { text, isSecretShown } = watching.end()
    return resultOf(end, { output: text, isSecretShown })
  }
  return { call, ready }
}
