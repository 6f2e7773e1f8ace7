/** `seamwatch run`: checks the scenarios, runs them, renders the report. */
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { plannedRequests } from '../forecast.ts'
import { selectComponents } from '../components/cases.ts'
import { renderProblem } from '../problem.ts'
import { componentsProject, projectsOf } from '../projects.ts'
import { renderReport } from '../report/render.ts'
import { readSettings } from '../settings.ts'
import type { Environment } from '../settings.ts'
import { keepChecked, loadSuite } from '../suite.ts'
import { environmentOf } from './environment.ts'
import type { Options } from './environment.ts'

/** @returns the exit code: the verdict's, or 2 where there is none. */
export async function run(options: Options): Promise<number> {
  const env: Environment = {
    ...environmentOf(options),
    SEAMWATCH_RUN_ID: randomBytes(4).toString('hex'),
  }
  const settings = readSettings(env)
  const suite = await loadSuite(settings)
  const { contract, cases, problems } = suite
  if (problems.length > 0) {
    const text = problems.map(renderProblem).join('\n\n')
    process.stderr.write(`${text}\n\nNothing was sent.\n`)
    return 2
  }
  const { choice, notes, reportsDir } = settings
  const chosen = projectsOf(settings)
  const pages = settings.driver === 'browser' ? selectComponents(settings) : []
  const target = choice.kind === 'embedded' ? choice : choice.target
  for (const note of [...notes, ...chosen.notes])
    process.stderr.write(`note: ${note}\n`)
  const where = 'endpoint' in target ? ` at ${target.endpoint}` : ''
  process.stdout.write(
    `${cases.length + pages.length} cases against ${target.name}${where}, judged by ${contract.source}\n`,
  )
  const { planned, excess } = plannedRequests(suite, settings)
  process.stdout.write(`${planned}\n\n`)
  if (excess !== undefined) {
    process.stderr.write(`${renderProblem(excess)}\n\nNothing was sent.\n`)
    return 2
  }
  const verdictFile = join(reportsDir, 'verdict.json')
  rmSync(verdictFile, { force: true })
  const suiteFile = join(reportsDir, 'suite.json')
  mkdirSync(reportsDir, { recursive: true })
  keepChecked(suite, suiteFile)
  const names = [
    ...chosen.projects.map(({ name }) => name),
    ...(pages.length > 0 ? [componentsProject(settings)] : []),
  ]
  await playwright(names, {
    ...env,
    SEAMWATCH_SUITE: suiteFile,
    SEAMWATCH_REPORT_INDEX: join(reportsDir, 'allure-report', 'index.html'),
  })
  if (!existsSync(verdictFile)) {
    process.stderr.write(`The run ended before it could be judged.\n`)
    return 2
  }
  const rendered = await renderReport({ reportsDir })
  if (rendered.kind === 'failed') {
    process.stderr.write(`The report was not rendered: ${rendered.message}\n`)
    return 2
  }
  const { exitCode }: { readonly exitCode: number } = JSON.parse(
    readFileSync(verdictFile, 'utf8'),
  )
  return exitCode
}

const ignore = () => {}

/** An interrupt reaches the runner too, which ends in its own time: it may have
 * something to take away first. */
function playwright(
  projects: readonly string[],
  env: Environment,
): Promise<void> {
  const main = fileURLToPath(import.meta.resolve('@playwright/test'))
  const command = join(main, '..', 'cli.js')
  process.on('SIGINT', ignore)
  const child = spawn(
    process.execPath,
    [command, 'test', ...projects.map((name) => `--project=${name}`)],
    { env, stdio: 'inherit' },
  )
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', () => {
      process.off('SIGINT', ignore)
      resolve()
    })
  })
}
