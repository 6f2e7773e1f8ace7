/** Lifeline: processes and unfinished folders that must not outlive this
 * process, even if it is killed. A process of its own looks after them. */
import { spawn } from 'node:child_process'
import type { Socket } from 'node:net'
import { fileURLToPath } from 'node:url'

export type Owned =
  /** A group of processes, by its leader. */
  | { readonly kind: 'group'; readonly value: number }
  | { readonly kind: 'folder'; readonly value: string }

const reaper = fileURLToPath(new URL('./hosts/reaper.mjs', import.meta.url))

let stdin: Socket | undefined

/** @returns to be called once it has ended, or is finished. */
export function attach(owned: Owned): () => void {
  stdin ??= startReaper()
  const write = (isDone: boolean): void => {
    stdin?.write(`${JSON.stringify({ ...owned, isDone })}\n`)
  }
  write(false)
  return () => write(true)
}

function startReaper(): Socket {
  const child = spawn(process.execPath, [reaper], {
    cwd: '/',
    env: {},
    // Ctrl+C does not reach it.
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  child.unref()
  child.on('error', () => {}) // then only this process ends what it started
  const pipe = child.stdin as Socket // a pipe, by `stdio`
  pipe.on('error', () => {})
  pipe.unref()
  return pipe
}

/** The group may have ended already. */
export function killGroup(leader: number): void {
  try {
    process.kill(-leader, 'SIGKILL')
  } catch {
    // nothing is left to end
  }
}
