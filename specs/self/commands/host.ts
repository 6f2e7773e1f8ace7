/** Starts a host: a process that has loaded the commands, and runs one after the
 * other. */
import { spawn } from 'node:child_process'
import { Socket } from 'node:net'
import { resolve } from 'node:path'
import { bareEnvironment } from './bare-environment.ts'
import type { Left } from './left.ts'

export type Command = {
  readonly args: readonly string[]
  readonly env: NodeJS.ProcessEnv
}

export type Ran = Omit<Left, 'reportsDir'>

export type Host = {
  readonly pid: number
  /** False once it has ended, while it runs a command, and where the next one
   * would notice something of the last one. */
  readonly canRun: () => boolean
  /** Only while it can. */
  readonly run: (command: Command) => Promise<Ran>
}

/** What `host.js` sends once a command has ended. */
type Report = {
  readonly exitCode: number
  readonly isClean: boolean
}

/** It does not keep this process from ending, and ends with it. A command that
 * ends its process ends the host. */
export function startHost(): Host {
  const child = spawn(
    process.execPath,
    [resolve('specs/self/commands/host.js')],
    { env: bareEnvironment(), stdio: ['pipe', 'pipe', 'pipe', 'ipc'] },
  )
  const streams = [child.stdout, child.stderr].filter(
    (it) => it instanceof Socket,
  )
  child.unref()
  child.channel?.unref()
  for (const stream of streams) stream.setEncoding('utf8').unref()
  const ended = new Promise<Omit<Ran, 'printed'>>((end, reject) => {
    child.on('error', reject)
    child.on('close', (exitCode, signal) => end({ exitCode, signal }))
  })
  const readAll = (see: (text: string) => void): Promise<unknown> =>
    Promise.all(streams.map((stream) => readOne(stream, see)))
  let isFree = true
  const started = readAll(() => {})
  const run = async (command: Command): Promise<Ran> => {
    isFree = false
    await Promise.race([started, ended])
    let printed = ''
    const read = readAll((text) => {
      printed += text
    })
    const report = new Promise<Report>((settle) => {
      child.once('message', (it) => settle(it as Report)) // as host.js sends it
    })
    child.send(command)
    const whole = Promise.all([report, read]).then(([it]) => it)
    const end = await Promise.race([whole, ended])
    if ('signal' in end) return { ...end, printed }
    isFree = end.isClean
    if (!isFree) child.kill('SIGKILL')
    return { exitCode: end.exitCode, signal: null, printed }
  }
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null
  return {
    pid: Number(child.pid),
    canRun: () => isFree && !hasEnded(),
    run,
  }
}

/** Up to the NUL that ends what a command prints; it prints none itself. */
function readOne(stream: Socket, see: (text: string) => void): Promise<void> {
  return new Promise((end) => {
    const read = (chunk: string): void => {
      const [text = '', ...rest] = chunk.split('\0')
      see(text)
      if (rest.length === 0) return
      stream.off('data', read)
      end()
    }
    stream.on('data', read)
  })
}
