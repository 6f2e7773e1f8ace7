/** The marks of a run, on disk: what an audit after the run goes by. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Mark } from '../token-hashes.ts'

export type Minted = {
  /** The run's id. */
  readonly salt: string
  readonly marks: ReadonlySet<Mark>
}

const name = 'minted.json'

/** Salted hashes only: with them nobody opens anything. */
export function writeMinted(directory: string, { salt, marks }: Minted): void {
  mkdirSync(directory, { recursive: true })
  const text = JSON.stringify({ salt, marks: [...marks] })
  writeFileSync(join(directory, name), `${text}\n`)
}

/** No marks where a run has left none: then shapes and values must do. */
export function readMinted(directory: string): Minted {
  try {
    const value: unknown = JSON.parse(
      readFileSync(join(directory, name), 'utf8'),
    )
    if (isStored(value)) return { ...value, marks: new Set(value.marks) }
  } catch {
    // Absent or damaged: nothing is known of what was minted.
  }
  return { salt: '', marks: new Set() }
}

function isStored(
  value: unknown,
): value is { readonly salt: string; readonly marks: readonly Mark[] } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'salt' in value &&
    typeof value.salt === 'string' &&
    'marks' in value &&
    Array.isArray(value.marks)
  )
}
