/** `seamwatch check`: checks the scenarios and the known issues; sends
 * nothing. */
import { readKnownIssues } from '../acceptance/read.ts'
import { leftOutLine } from '../cases/left-out.ts'
import { loadSuite } from '../cases/suite.ts'
import type { Given } from '../config/read-option.ts'
import { readSettings } from '../config/settings.ts'
import type { KnownIssue } from '../model/acceptance.ts'
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
  const known = checkKnown(settings.knownIssuesFile, today)
  const problems = [...suite.problems, ...known.problems]
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
  const { issues } = known
  if (issues.length > 0) printOut(plural(issues.length, 'known issue'))
  for (const { place, until, fingerprint, owner } of issues) {
    if (until >= today) continue
    printOut(`${place}: expired on ${until}: ${fingerprint} (${owner})`)
  }
  return 0
}

function checkKnown(
  file: string,
  today: string,
): {
  readonly issues: readonly KnownIssue[]
  readonly problems: readonly Problem[]
} {
  try {
    return { issues: readKnownIssues(file, today), problems: [] }
  } catch (error) {
    if (error instanceof UsageError)
      return { issues: [], problems: error.problems }
    throw error
  }
}
