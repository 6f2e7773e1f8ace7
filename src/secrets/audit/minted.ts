/** The token hashes of a run, on disk: an audit after the run needs them. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Mark } from '../token-hashes.ts'
import { writeWhole } from '../write-file.ts'

export type Minted = {
  /** The run's id. */
  readonly salt: string
  readonly marks: ReadonlySet<Mark>
}

const mintedFile = 'minted.json'

const stored = z.object({ salt: z.string(), marks: z.array(z.string()) })

/** Salted hashes only: the tokens cannot be recovered from them. */
export function writeMinted(directory: string, { salt, marks }: Minted): void {
  const text = JSON.stringify({ salt, marks: [...marks] })
  writeWhole(join(directory, mintedFile), `${text}\n`)
}

/** Empty if the run has left no hashes: then only shapes and values are
 * searched for. */
export function readMinted(directory: string): Minted {
  try {
    const text = readFileSync(join(directory, mintedFile), 'utf8')
    const { salt, marks } = stored.parse(JSON.parse(text))
    return { salt, marks: new Set(marks) }
  } catch {
    // Absent or damaged: the audit knows of no minted token.
    return { salt: '', marks: new Set() }
  }
}
