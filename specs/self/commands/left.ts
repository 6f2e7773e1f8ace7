/** What a run of the command printed and wrote. */
import { readdirSync } from 'node:fs'
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { reportFiles } from '../../../src/report/write.ts'
import type { Verdict } from '../../../src/model/verdict.ts'

export type Left = {
  readonly exitCode: number | null
  /** The signal that killed it, if one did. */
  readonly signal: NodeJS.Signals | null
  /** Everything printed, on both streams. */
  readonly printed: string
  /** The folder of everything that it wrote. */
  readonly reportsDir: string
}

/** `FILE: TEXT` for each of the texts that a file below the reports holds, and
 * `printed: TEXT` if that does. */
export async function whereIs(
  texts: readonly string[],
  { printed, reportsDir }: Left,
): Promise<readonly string[]> {
  const entries = await readdir(reportsDir, {
    recursive: true,
    withFileTypes: true,
  })
  const found = texts
    .filter((text) => printed.includes(text))
    .map((text) => `printed: ${text}`)
  for (const entry of entries.filter((it) => it.isFile())) {
    const file = join(entry.parentPath, entry.name)
    const bytes = await readFile(file)
    const held = texts.filter((text) => bytes.includes(text))
    found.push(...held.map((text) => `${file}: ${text}`))
  }
  return found
}

/** Files below the reports that are not in the list of all that a run writes,
 * or that the run should have deleted. */
export function strayFiles({ reportsDir }: Left): readonly string[] {
  const known = new Set(
    reportFiles
      .filter(({ stays }) => stays !== 'during the run')
      .map(({ name }) => name.split('/')[0]),
  )
  return readdirSync(reportsDir).filter((name) => !known.has(name))
}

export async function readVerdict({ reportsDir }: Left): Promise<Verdict> {
  const text = await readFile(join(reportsDir, 'verdict.json'), 'utf8')
  return JSON.parse(text) as Verdict // the schema of the verdict describes it
}
