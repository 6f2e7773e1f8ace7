/** A package of a test's own that starts as ours does. */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { folderWith } from '../folder.ts'
import type { Files } from '../folder.ts'

/** The modules that a process starts with. */
const started = {
  'src/secrets/terminal.ts': `export const printable = (text: string) => text`,
  'src/auth/embedded-process.ts': '',
  'src/mutation/thread.ts': '',
}

const loading = [
  'src/seamwatch.js',
  'src/mutation/thread.js',
  ...readdirSync('src/code').map((name) => join('src/code', name)),
]

/** @returns its folder. */
export function packageWith(files: Files): string {
  const { 'src/cli.ts': cli = '' } = files
  return folderWith({
    ...started,
    ...Object.fromEntries(loading.map((name) => [name, readFileSync(name)])),
    'schemas/a.json': '{}',
    'package.json': '{ "type": "module" }',
    'tsconfig.json': '{}',
    ...files,
    'src/cli.ts': `${cli.toString()}\nexport const hasRun = true`,
  })
}
