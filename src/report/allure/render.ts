/** The Allure report, rendered from the results of a finished run. */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readdir, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

import { childEnvironment } from '../../model/child-environment.ts'
import { linkMatrix } from './matrix-links.ts'
import { mendPages } from './mend-pages.ts'

export type Rendered =
  | { readonly kind: 'rendered'; readonly index: string }
  /** No test left a result; there is nothing to show. */
  | { readonly kind: 'nothing-to-render' }
  /** Allure ended with an error; `message` is its output. */
  | { readonly kind: 'failed'; readonly message: string }

const root = fileURLToPath(new URL('../../..', import.meta.url))

/** Reads `<reportsDir>/allure-results`, writes `<reportsDir>/allure-report`. */
export async function renderReport({
  reportsDir,
}: {
  readonly reportsDir: string
}): Promise<Rendered> {
  const reports = resolve(reportsDir)
  const output = join(reports, 'allure-report')
  const results = join(reports, 'allure-results')
  // Allure would write into the old report, and leave its index on top.
  await rm(output, { recursive: true, force: true })
  if (!(await hasResults(results))) return { kind: 'nothing-to-render' }
  await mkdir(join(reports, 'history'), { recursive: true })
  await linkMatrix(reports, {
    into: reports,
    report: 'allure-report/index.html',
  })
  const { exitCode, said } = await generate(reports)
  const index = join(output, 'index.html')
  if (exitCode !== 0 || !existsSync(index)) {
    return { kind: 'failed', message: said.trim() || `exit code ${exitCode}` }
  }
  const left = await mendPages(output)
  // A report that is copied alone has the matrix beside its index.
  await linkMatrix(reports, { into: output, report: 'index.html' })
  return left.length > 0
    ? {
        kind: 'failed',
        message: `${left.join(', ')} would load scripts from another host`,
      }
    : { kind: 'rendered', index }
}

async function hasResults(directory: string): Promise<boolean> {
  if (!existsSync(directory)) return false
  const names = await readdir(directory)
  return names.some((name) => name.endsWith('-result.json'))
}

function generate(
  reports: string,
): Promise<{ readonly exitCode: number; readonly said: string }> {
  // The package exports its main module only; the command is beside it.
  const main = import.meta.resolve('allure')
  const command = fileURLToPath(new URL('../cli.js', main))
  const config = join(root, 'reports', 'allurerc.mjs')
  const child = spawn(
    process.execPath,
    // Allure takes a path for a pattern, but not the working directory.
    [
      command,
      'generate',
      '--config',
      config,
      '--cwd',
      reports,
      'allure-results',
    ],
    {
      env: { ...childEnvironment(process.env), SEAMWATCH_REPORTS: reports },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  return new Promise((done, fail) => {
    let said = ''
    const listen = (chunk: Buffer) => {
      said += chunk.toString('utf8')
    }
    child.stdout.on('data', listen)
    child.stderr.on('data', listen)
    child.on('error', fail)
    child.on('close', (code) => done({ exitCode: code ?? 1, said }))
  })
}
