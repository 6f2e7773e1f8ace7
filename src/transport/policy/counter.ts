/** A counter that all processes of a run share, without a server: a file whose
 * size is the count. */
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  statSync,
  truncateSync,
} from 'node:fs'
import { dirname } from 'node:path'

export interface Counter {
  /** @param more one by default. @returns the count, including what other
   * processes have added. */
  add(more?: number): number
  read(): number
  clear(): void
}

/** A counter that only this process uses. */
export function countHere(): Counter {
  let count = 0
  return {
    add: (more = 1) => (count += more),
    read: () => count,
    clear: () => {
      count = 0
    },
  }
}

/** A process that appends a byte never overwrites the byte of another one
 * (POSIX O_APPEND), so no count is lost. Creates the folder if it is
 * missing. */
export function openCounter(file: string): Counter {
  mkdirSync(dirname(file), { recursive: true })
  const read = (): number => (existsSync(file) ? statSync(file).size : 0)
  return {
    add: (more = 1) => {
      appendFileSync(file, '.'.repeat(more))
      return read()
    },
    read,
    clear: () => {
      if (read() > 0) truncateSync(file)
    },
  }
}
