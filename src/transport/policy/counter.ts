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
  /** One more. @returns the count, with what others have added by then. */
  add(): number
  read(): number
  clear(): void
}

/** One that this process alone needs. */
export function countHere(): Counter {
  let count = 0
  return {
    add: () => (count += 1),
    read: () => count,
    clear: () => {
      count = 0
    },
  }
}

/** Bytes that are appended are never lost nor written over (POSIX O_APPEND), so
 * that of two at once none is missed. The folder is made where it is missing. */
export function openCounter(file: string): Counter {
  mkdirSync(dirname(file), { recursive: true })
  const read = (): number => (existsSync(file) ? statSync(file).size : 0)
  return {
    add: () => {
      appendFileSync(file, '.')
      return read()
    },
    read,
    clear: () => {
      if (read() > 0) truncateSync(file)
    },
  }
}
