/** Writes a file completely or not at all: no reader sees half of it, even if
 * the run is killed.
 *
 * `cleanup`, `config` and `report` use it, so it is in a folder below them. */
import {
  mkdirSync,
  realpathSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname } from 'node:path'

/** Creates the folders that are missing. */
export function writeWhole(file: string, text: string | Uint8Array): void {
  mkdirSync(dirname(file), { recursive: true })
  const draft = `${file}.${process.pid}.draft`
  writeFileSync(draft, text, { flush: true })
  renameSync(draft, file)
}

/** To a file that a person names. What is no plain file, such as a pipe or a
 * device, is written to and stays what it is; so does a link. */
export function writeNamed(file: string, text: string): void {
  const stat = statSync(file, { throwIfNoEntry: false })
  if (!stat) writeWhole(file, text)
  else if (stat.isFile()) writeWhole(realpathSync(file), text)
  else writeFileSync(file, text)
}
