/** Process identity: finds out whether the process that wrote a ledger still
 * runs. */
import { readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'
import type { ProcessIdentity } from './entry.ts'

/** Containers may share a host name, and name spaces repeat process ids: only
 * all three together are unique. */
function here(): string {
  const parts = [
    hostname(),
    read(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8')),
    read(() => readlinkSync('/proc/self/ns/pid')),
  ]
  return parts.filter((part) => part !== '').join(' ')
}

export function ownIdentity(): ProcessIdentity {
  const { pid } = process
  return { pid, where: here(), startedAt: startOf(pid) }
}

/** `unknown`: it ran on another machine, or another process may now have its
 * id. */
export function lifeOf(
  identity: ProcessIdentity,
): 'alive' | 'dead' | 'unknown' {
  if (identity.where !== here()) return 'unknown'
  if (!exists(identity.pid)) return 'dead'
  if (identity.startedAt === '') return 'unknown'
  return startOf(identity.pid) === identity.startedAt ? 'alive' : 'dead'
}

function exists(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    // It runs, and belongs to another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** When a process started, in ticks since boot: the 22nd field of its `stat`
 * file (proc_pid_stat(5)). The second field is a name in brackets that may
 * contain blanks. A process that has ended but still has an entry (a zombie)
 * has none. */
function startOf(pid: number): string {
  const text = read(() => readFileSync(`/proc/${pid}/stat`, 'utf8'))
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  const [state = '', ticks = ''] = [fields[0], fields[19]]
  return 'ZX'.includes(state) ? '' : ticks
}

/** Empty on systems without these files. */
function read(from: () => string): string {
  try {
    return from().trim()
  } catch {
    return ''
  }
}
