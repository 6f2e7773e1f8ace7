/** The file in which the sweeps of a run are handed to its verdict. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { nothingSwept } from '../model/swept.ts'
import type { Swept } from '../model/swept.ts'

function fileIn(reportsDir: string): string {
  return join(reportsDir, 'swept.json')
}

export function writeSwept(reportsDir: string, sweeps: readonly Swept[]): void {
  mkdirSync(reportsDir, { recursive: true })
  const whole: Swept = {
    items: sweeps.flatMap(({ items }) => items),
    notes: [...new Set(sweeps.flatMap(({ notes }) => notes))],
    isComplete: sweeps.every(({ isComplete }) => isComplete),
  }
  writeFileSync(fileIn(reportsDir), JSON.stringify(whole))
}

/** Taken once: what is in the verdict needs no second place. */
export function takeSwept(reportsDir: string): Swept {
  const file = fileIn(reportsDir)
  try {
    const text = readFileSync(file, 'utf8')
    return JSON.parse(text) as Swept // written by `writeSwept` alone
  } catch (error) {
    const isAbsent =
      error instanceof Error && 'code' in error && error.code === 'ENOENT'
    if (isAbsent) return nothingSwept
    throw error
  } finally {
    rmSync(file, { force: true })
  }
}
