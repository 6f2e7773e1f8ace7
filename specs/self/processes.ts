import { readFileSync } from 'node:fs'

// What Linux says of processes. One that has ended, even between two reads,
// has no children and does not run.

/** Ids of the processes that it started and that it has not outlived. */
export function childrenOf(pid: number): readonly number[] {
  const text = read(`/proc/${pid}/task/${pid}/children`)
  return text.split(' ').filter(Boolean).map(Number)
}

/** All below it, without itself. */
export function descendantsOf(pid: number): readonly number[] {
  const children = childrenOf(pid)
  return [...children, ...children.flatMap(descendantsOf)]
}

/** One that has ended may be listed until its parent reads its exit code. */
export function isAlive(pid: number): boolean {
  return !['Z', 'X', undefined].includes(statOf(pid)[0])
}

/** From its state on; [] once it has ended. */
export function statOf(pid: number): readonly string[] {
  const text = read(`/proc/${pid}/stat`)
  return text ? text.slice(text.lastIndexOf(')') + 2).split(' ') : []
}

/** Program and arguments; [] once it has ended. */
export function commandOf(pid: number): readonly string[] {
  return read(`/proc/${pid}/cmdline`).split('\0').filter(Boolean)
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return '' // it has ended
  }
}
