/** Other versions of Node, as npm packs them. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** @returns the program; undefined where npm has none for this machine, or
 * cannot reach its registry. */
export function cachedIn(version: number): string | undefined {
  const name = `node-${process.platform}-${process.arch}`
  const folder = resolve('node_modules/.cache/seamwatch', `node-${version}`)
  const program = join(folder, 'node_modules', name, 'bin/node')
  if (existsSync(program)) return program
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n')
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-save']
  spawnSync('npm', ['install', ...flags, `${name}@${version}`], { cwd: folder })
  return existsSync(program) ? program : undefined
}
