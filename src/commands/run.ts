/** `seamwatch run`: checks the scenarios, runs them, renders the report. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { readKnownIssues } from '../acceptance/read.ts'
import { inScope } from '../acceptance/settle.ts'
import { nameOf as targetName } from '../auth/target.ts'
import { assumptionsIn, readAdopted } from '../cases/adopted.ts'
import { loadSuite } from '../cases/suite.ts'
import type { Suite } from '../cases/suite.ts'
import type { Environment } from '../config/environment.ts'
import { clearHandover, newRunId, writeSuite } from '../config/handover.ts'
import type { CheckedScenarios, Handover } from '../config/handover.ts'
import { quieten, requireQuiet } from '../config/quiet.ts'
import { componentsProject, projectsOf } from '../config/projects.ts'
import type { Project } from '../config/projects.ts'
import { nameOf } from '../config/read-option.ts'
import type { Given } from '../config/read-option.ts'
import { readSettings, type Settings } from '../config/settings.ts'
import { selectComponents } from '../cases/components.ts'
import { dayOf } from '../model/day.ts'
import { renderProblem, type Problem } from '../model/problem.ts'
import { checkFolder } from '../report/folder.ts'
import { checkUnlocked, type Lock } from '../report/lock.ts'
import { noteResults } from '../report/shard/record.ts'
import { announce } from './announce.ts'
import { closeRun } from './closing.ts'
import { deleteLeft } from './delete-left.ts'
import { openReports } from './open-reports.ts'
import { environmentOf } from './environment.ts'
import { withoutRunner, withRunner } from './run-cases.ts'
import type { End, Watching } from './run-cases.ts'
import { isEmptyShard, startShard } from './shard.ts'
import { startAgain } from './start-again.ts'
import { printError, printOut } from '../secrets/terminal.ts'
import { chosenRelease } from './chosen-release.ts'

/** @returns the exit code: the verdict's, or 2 where there is none. */
export async function run(given: Given): Promise<number> {
  const { exitCode, end } = await runOnce(given)
  // What was under way when it was stopped would go on.
  if (end !== 'ended') process.exit(exitCode)
  return exitCode
}

export type Ran = { readonly exitCode: number; readonly end: End }

export async function runOnce(given: Given, watching?: Watching): Promise<Ran> {
  const settings = settingsOf(given, watching?.runId)
  // Before the scenarios are checked: a person learns of it at once.
  checkFolder(settings.reportsDir)
  checkUnlocked(settings.reportsDir)
  const today = dayOf(Date.now())
  const all = readKnownIssues(settings.knownIssuesFile, today)
  const suite = await loadSuite(settings)
  if (suite.problems.length > 0) return startNothing(suite.problems)
  const assumptions = assumptionsIn(suite.scenarios)
  const adopted = await readAdopted(settings.adoptedFile, assumptions)
  const { driver, reportsDir } = settings
  const release = await chosenRelease(settings)
  const pages = driver === 'browser' ? selectComponents(settings).length : 0
  const issues = inScope(all, {
    target: targetName(settings.choice),
    sdk: release?.name,
  })
  const { projects, notes } = await projectsOf(settings)
  const quiet = quieten(process.env, settings.choice)
  for (const note of [...settings.notes, ...notes, ...quiet.notes])
    printError(`note: ${note}`)
  if (driver !== 'browser' && quiet.notes.length > 0)
    await startQuiet(quiet.env, settings)
  if (release) printOut(`SDK: ${release.title}`)
  const names = [
    ...projects.map(({ name }) => name),
    ...(pages > 0 ? [componentsProject(settings)] : []),
  ]
  const { mine, excess, spare } = announce({ ...suite, pages }, settings)
  if (excess !== undefined) return startNothing([excess])
  const lock = openReports(
    reportsDir,
    nameOf('reports', { env: process.env, given }),
  )
  await watching?.starting?.()
  const checked: CheckedScenarios = {
    ...suite,
    known: { issues, today },
    adopted,
  }
  const { folder: sdk } = release ?? {}
  return runLocked(
    { ...settings, ...(sdk !== undefined && { sdk }) },
    { suite, mine, checked, projects, names, given, spare, lock, watching },
  )
}

/** @param names of Playwright's projects.
 * @param mine the cases that this process runs, where the suite is divided. */
async function runLocked(
  settings: Settings,
  {
    suite,
    mine,
    checked,
    projects,
    names,
    given,
    spare,
    lock,
    watching,
  }: {
    readonly suite: Suite
    readonly mine: Suite
    readonly checked: CheckedScenarios
    readonly projects: readonly Project[]
    readonly names: readonly string[]
    readonly given: Given
    readonly spare: number | undefined
    readonly lock: Lock
    readonly watching: Watching | undefined
  },
): Promise<Ran> {
  const { driver, reportsDir, runId } = settings
  let end: End = 'ended'
  let exitCode = 2
  try {
    const suiteFile = writeSuite(reportsDir, checked)
    const own = { ...settings, suiteFile }
    startShard(own, { suite, projects, checked })
    const handover: Handover = {
      runId,
      suiteFile,
      ...(spare !== undefined && { spareRequests: spare }),
    }
    end =
      driver === 'browser'
        ? await withRunner(names, { settings: own, given, handover })
        : await withoutRunner(own, { suite: mine, handover, watching })
    const isKilled = end === 'killed'
    exitCode = await closeOrDelete(own, { isKilled, env: environmentOf(given) })
  } finally {
    lock.release()
  }
  return { exitCode, end }
}

/** Node prints what this process sends from its start on. */
export async function startQuiet(
  env: Environment,
  { choice }: Pick<Settings, 'choice'>,
): Promise<never> {
  const again = 'SEAMWATCH_QUIET'
  if (process.env[again]) requireQuiet(process.env, { choice })
  return startAgain({ ...env, [again]: 'yes' })
}

function settingsOf(given: Given, runId = newRunId()): Settings {
  const settings = { ...readSettings(process.env, given), runId }
  // Only Playwright's runner starts several processes.
  return settings.driver === 'browser' ? settings : { ...settings, workers: 1 }
}

async function closeOrDelete(
  settings: Settings,
  { isKilled, env }: { readonly isKilled: boolean; readonly env: Environment },
): Promise<number> {
  const { reportsDir } = settings
  // Only the processes of the run need it, and it quotes tokens of scenarios.
  clearHandover(reportsDir)
  if (settings.shard) noteResults(reportsDir)
  if (isEmptyShard(settings)) {
    printOut('This shard has no case: there is nothing to judge.')
    return 0
  }
  const isJudged = !isKilled && existsSync(join(reportsDir, 'verdict.json'))
  const exitCode = await closeRun({ reportsDir, env })
  if (!isJudged) await deleteLeft(settings, isKilled)
  return exitCode
}

function startNothing(problems: readonly Problem[]): Ran {
  const text = problems.map(renderProblem).join('\n\n')
  printError(`${text}\n\nNothing was sent.`)
  return { exitCode: 2, end: 'ended' }
}
