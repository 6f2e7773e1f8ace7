/** Writes a file completely or not at all: no reader sees half of it, even if
 * the run is killed.
 *
 * `cleanup`, `config` and `report` use it, so it is in a folder below them. */
import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** Creates the folders that are missing. */
export function writeWhole(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true })
  const draft = `${file}.${process.pid}.draft`
  writeFileSync(draft, text, { flush: true })
  renameSync(draft, file)
}
