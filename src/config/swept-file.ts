/** The file in which the sweeps of a run are handed to its verdict. */
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { nothingSwept } from '../model/swept.ts'
import type { Swept } from '../model/swept.ts'
import { writeWhole } from '../secrets/write-file.ts'

export const sweptFile = 'swept.json'

const stored: z.ZodType<Swept> = z.object({
  items: z.array(
    z.object({
      when: z.enum(['before', 'after', 'by hand']),
      what: z.string(),
      status: z.enum(['removed', 'found', 'gone', 'left', 'unclear']),
      sessionId: z.string().exactOptional(),
      reason: z.string().exactOptional(),
    }),
  ),
  notes: z.array(z.string()),
  isComplete: z.boolean(),
})

export function writeSwept(reportsDir: string, sweeps: readonly Swept[]): void {
  const whole: Swept = {
    items: sweeps.flatMap(({ items }) => items),
    notes: [...new Set(sweeps.flatMap(({ notes }) => notes))],
    isComplete: sweeps.every(({ isComplete }) => isComplete),
  }
  writeWhole(join(reportsDir, sweptFile), JSON.stringify(whole))
}

/** Reads it and deletes it: the verdict holds the same. A damaged file is our
 * own bug, and throws. */
export function takeSwept(reportsDir: string): Swept {
  const file = join(reportsDir, sweptFile)
  try {
    return stored.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    const isAbsent =
      error instanceof Error && 'code' in error && error.code === 'ENOENT'
    if (isAbsent) return nothingSwept
    throw error
  } finally {
    rmSync(file, { force: true })
  }
}
