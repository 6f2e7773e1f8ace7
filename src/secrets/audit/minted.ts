/** The token hashes of a run, on disk: an audit after the run needs them. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Mark } from '../token-hashes.ts'
import { writeWhole } from '../write-file.ts'

export type Minted = {
  /** The id of the run; a merged run has one for each of its shards. */
  readonly salt: string
  readonly marks: ReadonlySet<Mark>
}

const mintedFile = 'minted.json'

const stored = z.array(
  z.object({
    salt: z.string(),
    marks: z.array(z.string()).transform((marks) => new Set(marks)),
  }),
)

/** Salted hashes only: the tokens cannot be recovered from them. */
export function writeMinted(directory: string, runs: readonly Minted[]): void {
  const text = JSON.stringify(
    runs.map(({ salt, marks }) => ({ salt, marks: [...marks] })),
  )
  writeWhole(join(directory, mintedFile), `${text}\n`)
}

/** Empty if the run has left no hashes: then only shapes and values are
 * searched for. */
export function readMinted(directory: string): readonly Minted[] {
  try {
    const text = readFileSync(join(directory, mintedFile), 'utf8')
    const value: unknown = JSON.parse(text)
    // An earlier version wrote one run, without the list.
    return stored.parse(Array.isArray(value) ? value : [value])
  } catch {
    return [] // absent or damaged: the audit knows of no minted token
  }
}
