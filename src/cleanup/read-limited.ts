/** Reads a file that may be anything: never more than a limit, and never a pipe,
 * a folder or a link. */
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'

const bytesAtMost = 64 * 1024 * 1024

export type ReadLimited =
  { readonly text: string } | { readonly reason: string }

export function readLimited(file: string): ReadLimited {
  const { O_RDONLY, O_NONBLOCK, O_NOFOLLOW } = constants
  let opened: number | undefined
  try {
    // Without waiting for the other end of a pipe.
    opened = openSync(file, O_RDONLY | (O_NONBLOCK ?? 0) | (O_NOFOLLOW ?? 0))
    const stat = fstatSync(opened)
    if (!stat.isFile()) return { reason: 'it is not a regular file' }
    if (stat.size > bytesAtMost)
      return { reason: `it has ${stat.size} bytes, more than ${bytesAtMost}` }
    return { text: textOf(opened, stat.size) }
  } catch (error) {
    return { reason: reasonOf(error) }
  } finally {
    if (opened !== undefined) closeSync(opened)
  }
}

/** The file may grow or shrink meanwhile. */
function textOf(opened: number, size: number): string {
  const bytes = Buffer.alloc(size)
  let length = 0
  while (length < size) {
    const count = readSync(opened, bytes, length, size - length, length)
    if (count === 0) break
    length += count
  }
  return bytes.toString('utf8', 0, length)
}

/** One line. */
export function reasonOf(error: unknown): string {
  return error instanceof Error && 'code' in error
    ? String(error.code)
    : String(error).split('\n', 1).join('')
}
