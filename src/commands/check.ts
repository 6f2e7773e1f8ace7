/** `seamwatch check`: checks the scenarios, the known issues and the adopted
 * assumptions; sends nothing. */
import { readKnownIssues } from '../acceptance/read.ts'
import { assumptionsIn, readAdopted } from '../cases/adopted.ts'
import { leftOutLine } from '../cases/left-out.ts'
import { loadSuite } from '../cases/suite.ts'
import type { Given } from '../config/read-option.ts'
import { readSettings } from '../config/settings.ts'
import { dayOf } from '../model/day.ts'
import { plural } from '../model/plural.ts'
import { renderProblem, UsageError } from '../model/problem.ts'
import type { Problem } from '../model/problem.ts'
import { printError, printOut } from '../secrets/terminal.ts'

/** @returns the exit code. */
export async function check(given: Given): Promise<number> {
  const settings = readSettings(process.env, given)
  const { cases, cells, leftOut, contract, unjudged, ...suite } =
    await loadSuite(settings)
  const today = dayOf(Date.now())
  const known = await readList(() =>
    readKnownIssues(settings.knownIssuesFile, today),
  )
  const assumptions = assumptionsIn(suite.scenarios)
  // Those of a scenario with a problem are not known.
  const names = suite.problems.length === 0 ? assumptions : undefined
  const adopted = await readList(() => readAdopted(settings.adoptedFile, names))
  const problems = [...suite.problems, ...known.problems, ...adopted.problems]
  if (problems.length > 0) {
    const text = problems.map(renderProblem).join('\n\n')
    printError(`${text}\n\n${plural(problems.length, 'problem')}`)
    return 2
  }
  const scenarios = new Set(cases.map(({ scenario }) => scenario.id)).size
  printOut(
    `${plural(scenarios, 'scenario')}, ${plural(cases.length, 'case')}, ${plural(cells.length, 'case')} of the authentication matrix: no problem against ${contract.source}`,
  )
  for (const line of unjudged) printOut(line)
  for (const group of leftOut) printOut(leftOutLine(group))
  printOut(
    `${plural(assumptions.length, 'assumption')}, ${adopted.entries.length} adopted`,
  )
  const { entries: issues } = known
  if (issues.length > 0) printOut(plural(issues.length, 'known issue'))
  for (const { place, until, fingerprint, owner } of issues) {
    if (until >= today) continue
    printOut(`${place}: expired on ${until}: ${fingerprint} (${owner})`)
  }
  return 0
}

async function readList<Entry>(
  read: () => readonly Entry[] | Promise<readonly Entry[]>,
): Promise<{
  readonly entries: readonly Entry[]
  readonly problems: readonly Problem[]
}> {
  try {
    return { entries: await read(), problems: [] }
  } catch (error) {
    if (error instanceof UsageError)
      return { entries: [], problems: error.problems }
    throw error
  }
}
