/** Removes the files of a run that hold a secret. */
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { audit } from './audit.ts'
import type { Leak } from './audit.ts'
import type { Scan } from './scan.ts'

/** @returns what it found and removed.
 * @param paths only what this run has written: a setting names the folder. */
export async function contain(
  directory: string,
  search: Parameters<typeof audit>[1],
): Promise<readonly Leak[]> {
  const { leaks } = await audit(directory, search)
  for (const { file } of leaks) {
    await rm(join(directory, file), { force: true })
  }
  return leaks
}

/** The same value without the strings that hold a secret. */
export function withoutLeaks(value: unknown, scan: Scan): unknown {
  if (typeof value === 'string') {
    return scan(Buffer.from(value)).length === 0 ? value : '[removed]'
  }
  if (Array.isArray(value)) return value.map((item) => withoutLeaks(item, scan))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, withoutLeaks(item, scan)]),
  )
}
