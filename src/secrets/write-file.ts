/** Writes a file whole: no reader, and no killed run, leaves half of it.
 *
 * It stands here because `cleanup`, `config` and `report` all write files, and
 * this folder below them answers for what is on the disk. */
import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** Creates the folders that are missing. */
export function writeWhole(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true })
  const draft = `${file}.${process.pid}.draft`
  writeFileSync(draft, text, { flush: true })
  renameSync(draft, file)
}
