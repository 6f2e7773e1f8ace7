/** What a command costs, with all processes that it starts. */
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'

export type Cost = {
  /** CPU seconds of all processes. */
  readonly cpu: number
  /** Seconds. */
  readonly wall: number
  /** Of all processes together, at most; 0 where /proc is missing. */
  readonly peakMb: number
}

/** By the shell, as only a parent learns what the children of its children
 * cost. */
export function costOf({
  args,
  env,
  mayFail = false,
}: {
  /** Of Node. */
  readonly args: readonly string[]
  readonly env: NodeJS.ProcessEnv
  /** It may end with another exit code than 0. */
  readonly mayFail?: boolean
}): Promise<Cost> {
  const script = 'TIMEFORMAT="COST %U %S %R"; time "$@" >/dev/null'
  const child = spawn(
    'bash',
    ['-c', script, 'bash', process.execPath, ...args],
    {
      env,
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  )
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString('utf8')
  })
  let peakMb = 0
  const timer = setInterval(() => {
    peakMb = Math.max(peakMb, memoryOf(Number(child.pid)))
  }, 200)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => {
      clearInterval(timer)
      const [, user, system, wall] =
        /COST ([\d.]+) ([\d.]+) ([\d.]+)/.exec(said) ?? []
      if (wall === undefined || (code !== 0 && !mayFail))
        return reject(
          new Error(`${args.join(' ')} ended with ${code}: ${said}`),
        )
      const cpu = Number(user) + Number(system)
      return resolve({ cpu, wall: Number(wall), peakMb })
    })
  })
}

/** MB of a process and of all below it. */
function memoryOf(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    const kb = Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0)
    const file = `/proc/${pid}/task/${pid}/children`
    const children = readFileSync(file, 'utf8').split(' ').filter(Boolean)
    return (
      kb / 1024 + children.reduce((sum, one) => sum + memoryOf(Number(one)), 0)
    )
  } catch {
    return 0 // it has ended, or this is no Linux
  }
}
