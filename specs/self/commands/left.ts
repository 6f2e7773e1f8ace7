/** What a run of the command has left: its words, and its files. */
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Verdict } from '../../../src/report/types.ts'

export type Left = {
  readonly exitCode: number | null
  /** What ended it, where it did not end by itself. */
  readonly signal: NodeJS.Signals | null
  /** Everything printed, on both streams. */
  readonly printed: string
  /** Below this everything was written. */
  readonly reportsDir: string
}

/** Files below the reports that hold the text, and `printed` if that does. */
export async function whereIs(
  needle: string,
  { printed, reportsDir }: Left,
): Promise<readonly string[]> {
  const entries = await readdir(reportsDir, {
    recursive: true,
    withFileTypes: true,
  })
  const found = printed.includes(needle) ? ['printed'] : []
  for (const entry of entries.filter((it) => it.isFile())) {
    const file = join(entry.parentPath, entry.name)
    if ((await readFile(file)).includes(needle)) found.push(file)
  }
  return found
}

export async function readVerdict({ reportsDir }: Left): Promise<Verdict> {
  const text = await readFile(join(reportsDir, 'verdict.json'), 'utf8')
  return JSON.parse(text) as Verdict // as the schema of the verdict has it
}
