/** `seamwatch run`: checks the scenarios, runs them, renders the report. */
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { readKnownIssues } from '../acceptance/read.ts'
import { inScope } from '../acceptance/settle.ts'
import { nameOf as targetName } from '../auth/target.ts'
import { assumptionsIn, readAdopted } from '../cases/adopted.ts'
import { estimateRequests, type Estimate } from '../cases/estimate.ts'
import { lackingOf } from '../cases/lacking.ts'
import { leftOutLine, mergedLine } from '../cases/left-out.ts'
import { loadSuite } from '../cases/suite.ts'
import type { Suite } from '../cases/suite.ts'
import { sweepTarget } from '../cleanup/sweep-target.ts'
import { clearHandover, handoverIn, newRunId } from '../config/handover.ts'
import { writeSuite, type CheckedScenarios } from '../config/handover.ts'
import { quieten } from '../config/quiet.ts'
import { componentsProject, projectsOf } from '../config/projects.ts'
import { nameOf } from '../config/read-option.ts'
import type { Given } from '../config/read-option.ts'
import { readSettings, type Settings } from '../config/settings.ts'
import { loadContract } from '../contract/load.ts'
import { selectComponents } from '../cases/components.ts'
import { talkativeIn } from '../model/child-environment.ts'
import { dayOf } from '../model/day.ts'
import { plural } from '../model/plural.ts'
import { renderProblem, UsageError, type Problem } from '../model/problem.ts'
import { sweptLines } from '../report/terminal/swept-lines.ts'
import { checkFolder, claimFolder } from '../report/folder.ts'
import { checkUnlocked, lockFolder, type Lock } from '../report/lock.ts'
import { removeStale } from '../report/remove.ts'
import { countersHere } from '../transport/policy/limits.ts'
import { closeRun } from './closing.ts'
import { environmentOf } from './environment.ts'
import { playwright } from './playwright.ts'
import { printError, printOut } from '../secrets/terminal.ts'
import { chosenRelease } from './chosen-release.ts'

/** @returns the exit code: the verdict's, or 2 where there is none. */
export async function run(given: Given): Promise<number> {
  const settings = { ...readSettings(process.env, given), runId: newRunId() }
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
  if (release) printOut(`SDK: ${release.title}`)
  const { excess, spare } = announce({ ...suite, pages }, settings)
  if (excess !== undefined) return startNothing([excess])
  const lock = openReports(
    reportsDir,
    nameOf('reports', { env: process.env, given }),
  )
  const names = [
    ...projects.map(({ name }) => name),
    ...(pages > 0 ? [componentsProject(settings)] : []),
  ]
  try {
    return await runProjects(names, {
      settings: { ...settings, ...(release && { sdk: release.folder }) },
      suite: { ...suite, known: { issues, today }, adopted },
      given,
      spare,
    })
  } finally {
    lock.release()
  }
}

async function runProjects(
  names: readonly string[],
  {
    settings,
    suite,
    given,
    spare,
  }: {
    readonly settings: Settings
    readonly suite: CheckedScenarios
    readonly given: Given
    readonly spare: number | undefined
  },
): Promise<number> {
  const { reportsDir } = settings
  const { choice, sdk } = settings
  const { env } = quieten(environmentOf(given), choice)
  const suiteFile = writeSuite(reportsDir, suite)
  const cache =
    env.SEAMWATCH_CODE_CACHE || resolve(reportsDir, 'handover', 'code')
  const variables = {
    ...env,
    ...(sdk && { SEAMWATCH_SDK: sdk }),
    // Playwright's own would be below the temporary folder of all users.
    PLAYWRIGHT_TRANSFORM_CACHE_DIR: join(cache, 'playwright'),
    ...handoverIn({
      runId: settings.runId,
      suiteFile,
      ...(spare !== undefined && { spareRequests: spare }),
    }),
  }
  const first = 'deleting created sessions'
  const isKilled = await playwright(names, variables, { first })
  // Only the processes of the run need it, and it quotes tokens of scenarios.
  clearHandover(reportsDir)
  const isJudged = existsSync(join(reportsDir, 'verdict.json'))
  const exitCode = await closeRun({ reportsDir, env })
  if (!isJudged) await deleteLeft(settings, isKilled)
  return exitCode
}

function startNothing(problems: readonly Problem[]): number {
  const text = problems.map(renderProblem).join('\n\n')
  printError(`${text}\n\nNothing was sent.`)
  return 2
}

/** Prints the number of requests and the target. */
function announce(
  suite: Suite & { readonly pages: number },
  settings: Settings,
): Pick<Estimate, 'excess' | 'spare'> {
  const { choice } = settings
  const { cases, cells, pages, contract } = suite
  const target = choice.kind === 'embedded' ? choice : choice.target
  const where = 'endpoint' in target ? ` at ${target.endpoint}` : ''
  const { planned, ...rest } = estimateRequests(suite, settings)
  printOut(
    `${plural(cases.length + cells.length + pages, 'case')} against ${target.name}${where}, judged by ${contract.source}`,
  )
  const lacking = lackingOf(suite, settings)
  const leftOut = suite.leftOut.map(leftOutLine)
  for (const line of [...suite.unjudged, ...leftOut, ...lacking.lines])
    printOut(line)
  if (suite.merged > 0) printOut(mergedLine(suite.merged))
  if (lacking.problem) return { excess: lacking.problem }
  printOut(`${planned}\n`)
  return rest
}

/** @throws UsageError if the folder is not writable, not ours, or in use. */
function openReports(reportsDir: string, name: string): Lock {
  try {
    claimFolder(reportsDir)
    const lock = lockFolder(reportsDir)
    // If this run crashes, the verdict of the last run must not be there.
    removeStale({ reportsDir })
    return lock
  } catch (error) {
    if (error instanceof UsageError) throw error
    throw new UsageError([
      {
        code: 'argument-invalid',
        fact: `${name}: nothing can be written below "${reportsDir}": ${Object(error).code}`,
        hint: 'name a folder that you may write to',
      },
    ])
  }
}

/** Without a verdict, the sessions that the run created are deleted here. */
async function deleteLeft(
  { choice, contractFile, limits, reportsDir, ...settings }: Settings,
  isKilled: boolean,
): Promise<void> {
  if (choice.kind === 'embedded') return
  // Node prints what this process sends from its start on.
  if (isKilled || talkativeIn(process.env).length > 0) {
    printError(
      'Created sessions may remain. The next run deletes them; or run "npx seamwatch sweep".',
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
    guards: { rules: settings.rules, counters: countersHere(), workers: 1 },
  })
  printError(sweptLines(swept).join('\n'))
}
