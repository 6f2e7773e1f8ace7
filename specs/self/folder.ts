/** Files of a test's own, below the folder that Playwright gives and clears. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from '@playwright/test'

/** Contents by paths within the folder. */
export type Files = Readonly<Record<string, string | Buffer>>

/** @returns an absolute path; the folder holds these files and nothing else. */
export function folderWith(files: Files, name = 'folder'): string {
  const folder = test.info().outputPath(name)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
  return folder
}
