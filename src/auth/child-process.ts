/** Starts one of our own modules in a Node process of its own, which ends when
 * this process ends, however it does. */
import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

type ChildOptions = {
  /** For messages: `the sandbox`. */
  readonly name: string
  /** A TypeScript module that calls `serveParent`. */
  readonly entry: URL
  readonly args?: readonly string[]
  readonly startTimeoutMs?: number
  readonly stopTimeoutMs?: number
}

type Child = {
  readonly processId: number
  /** What the module sent when it was ready. */
  readonly ready: unknown
  /** Rejects if the process ended before it was asked to. */
  readonly stop: () => Promise<void>
}

/** What the child sends, once. */
export type Message =
  | { readonly kind: 'ready'; readonly ready: unknown }
  | { readonly kind: 'failed'; readonly message: string }

/** Our secrets, NODE_OPTIONS and all else stay here. Windows needs SystemRoot
 * for sockets. */
const passedOn = ['PATH', 'SystemRoot']

const root = fileURLToPath(new URL('../../', import.meta.url))

/** Loads a module of TypeScript. */
const loader = new URL('../code/child.js', import.meta.url)

/** @throws Error of one line if the process ends, fails or hangs at its start. */
export async function startChild(options: ChildOptions): Promise<Child> {
  const { name, startTimeoutMs = 30_000, stopTimeoutMs = 2000 } = options
  const child = fork(loader, [options.entry.href, ...(options.args ?? [])], {
    cwd: root,
    env: Object.fromEntries(
      passedOn.flatMap((key) => {
        const value = process.env[key]
        return value === undefined ? [] : [[key, value]]
      }),
    ),
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  const end = watchEnd(child)
  const message = await Promise.race([
    new Promise<Message>((resolve) => {
      child.once('message', (sent) => resolve(sent as Message)) // of serveParent
    }),
    end.then(failed),
    sleep(startTimeoutMs, undefined, { ref: false }).then(() =>
      failed(`no answer within ${startTimeoutMs / 1000} s`),
    ),
  ])
  if (message.kind === 'failed' || child.pid === undefined) {
    child.kill('SIGKILL')
    const reason = message.kind === 'failed' ? message.message : 'no process'
    throw new Error(`${name} did not start: ${reason}`)
  }
  return {
    processId: child.pid,
    ready: message.ready,
    stop: () => stop(child, { name, end, stopTimeoutMs }),
  }
}

function failed(message: string): Message {
  return { kind: 'failed', message }
}

/** Resolves with one line on how the process ended. */
async function watchEnd(child: ChildProcess): Promise<string> {
  let written = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    written = (written + chunk.toString('utf8')).slice(-errorCharacters)
  })
  // Not `close` of the child: Node 20 leaves it out after `disconnect`.
  const isRead = new Promise((resolve) => child.stderr?.once('close', resolve))
  const how = await new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('exit', (code, signal) =>
      resolve(signal ? `ended by ${signal}` : `ended with exit code ${code}`),
    )
  })
  if (child.pid === undefined) return how
  await isRead
  const reason = /^\w*Error\b.*$/m.exec(written)?.[0]
  return reason ? `${how}, ${reason}` : how
}

/** Enough for a stack with its message. */
const errorCharacters = 8192

/** Closing the channel is the request to end. */
async function stop(
  child: ChildProcess,
  {
    name,
    end,
    stopTimeoutMs,
  }: {
    readonly name: string
    readonly end: Promise<string>
    readonly stopTimeoutMs: number
  },
): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) {
    throw new Error(`${name} ended too early: ${await end}`)
  }
  child.disconnect()
  const timer = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs)
  await end
  clearTimeout(timer)
}
