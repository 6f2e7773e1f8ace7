/** The verdict on disk: for programs, and as a page for people. */
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { renderSummary } from './html/summary.ts'
import { renderMatrix } from './html/matrix-page.ts'
import type { Verdict } from '../model/verdict.ts'

export const pageNames = [
  'verdict.json',
  'summary.html',
  'auth-matrix.html',
] as const

/** Renamed into place, so that no reader meets half a file. */
export async function writePages(
  reportsDir: string,
  verdict: Verdict,
): Promise<void> {
  await mkdir(reportsDir, { recursive: true })
  const pages: Readonly<Partial<Record<(typeof pageNames)[number], string>>> = {
    'verdict.json': `${JSON.stringify(verdict, undefined, 2)}\n`,
    'summary.html': renderSummary(verdict),
    ...(verdict.matrix && {
      'auth-matrix.html': renderMatrix(verdict.matrix, { verdict }),
    }),
  }
  for (const [name, text] of Object.entries(pages)) {
    const draft = join(reportsDir, `.${name}.draft`)
    await writeFile(draft, text)
    await rename(draft, join(reportsDir, name))
  }
}
