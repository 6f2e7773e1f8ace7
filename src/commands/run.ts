/** `seamwatch run`: checks the scenarios, runs them, renders the report. */
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { loadContract } from '../contract/load.ts'
import type { Environment } from '../config/environment.ts'
import { plannedRequests } from '../cases/estimate.ts'
import { selectComponents } from '../drivers/components/cases.ts'
import { renderProblem } from '../model/problem.ts'
import { componentsProject, projectsOf } from '../config/projects.ts'
import { sweptLines } from '../report/terminal/swept-lines.ts'
import { removeStale } from '../report/write.ts'
import { readSettings } from '../config/settings.ts'
import type { Settings } from '../config/settings.ts'
import { keepChecked, loadSuite } from '../cases/suite.ts'
import { sweepTarget } from '../cleanup/sweep-target.ts'
import { closeRun } from './closing.ts'
import { environmentOf } from './environment.ts'
import type { Options } from './environment.ts'
import { playwright } from './playwright.ts'

/** @returns the exit code: the verdict's, or 2 where there is none. */
export async function run(options: Options): Promise<number> {
  const env: Environment = {
    ...environmentOf(options),
    SEAMWATCH_RUN_ID: randomBytes(4).toString('hex'),
  }
  const settings = readSettings(env)
  const suite = await loadSuite(settings)
  const { contract, cases, cells, problems } = suite
  if (problems.length > 0) {
    const text = problems.map(renderProblem).join('\n\n')
    process.stderr.write(`${text}\n\nNothing was sent.\n`)
    return 2
  }
  const { choice, notes, reportsDir } = settings
  const chosen = await projectsOf(settings)
  const pages = settings.driver === 'browser' ? selectComponents(settings) : []
  const target = choice.kind === 'embedded' ? choice : choice.target
  for (const note of [...notes, ...chosen.notes])
    process.stderr.write(`note: ${note}\n`)
  const where = 'endpoint' in target ? ` at ${target.endpoint}` : ''
  process.stdout.write(
    `${cases.length + cells.length + pages.length} cases against ${target.name}${where}, judged by ${contract.source}\n`,
  )
  const { planned, excess } = plannedRequests(
    { ...suite, pages: pages.length },
    settings,
  )
  process.stdout.write(`${planned}\n\n`)
  if (excess !== undefined) {
    process.stderr.write(`${renderProblem(excess)}\n\nNothing was sent.\n`)
    return 2
  }
  removeStale({ reportsDir })
  const suiteFile = join(reportsDir, 'suite.json')
  mkdirSync(reportsDir, { recursive: true })
  keepChecked(suite, suiteFile)
  const names = [
    ...chosen.projects.map(({ name }) => name),
    ...(pages.length > 0 ? [componentsProject(settings)] : []),
  ]
  const isCutShort = await playwright(names, {
    ...env,
    SEAMWATCH_SUITE: suiteFile,
    SEAMWATCH_REPORT_INDEX: join(reportsDir, 'allure-report', 'index.html'),
  })
  // It was for the run's own processes, and quotes the scenarios' tokens.
  rmSync(suiteFile, { force: true })
  const isJudged = existsSync(join(reportsDir, 'verdict.json'))
  const exitCode = await closeRun({ reportsDir, env })
  if (!isJudged) await takeAway(settings, isCutShort)
  return exitCode
}

/** Where no verdict was written, what the run made is not left for that. */
async function takeAway(
  { choice, contractFile, limits, reportsDir, ...settings }: Settings,
  isCutShort: boolean,
): Promise<void> {
  if (choice.kind === 'embedded') return
  if (isCutShort) {
    process.stderr.write(
      'What it made may be left; the next run takes it away, and so does npx seamwatch sweep.\n',
    )
    return
  }
  const swept = await sweepTarget({
    when: 'after',
    target: choice.target,
    contract: loadContract(contractFile),
    limits,
    reportsDir,
    runId: settings.runId,
    olderThanMs: settings.sweepOlderThanMs,
  })
  process.stderr.write(`${sweptLines(swept).join('\n')}\n`)
}
