/** `seamwatch check`: checks the scenarios against the contract; sends
 * nothing. */
import { leftOutLine } from '../cases/left-out.ts'
import { loadSuite } from '../cases/suite.ts'
import type { Given } from '../config/read-option.ts'
import { readSettings } from '../config/settings.ts'
import { plural } from '../model/plural.ts'
import { renderProblem } from '../model/problem.ts'
import { printError, printOut } from '../secrets/terminal.ts'

/** @returns the exit code. */
export async function check(given: Given): Promise<number> {
  const settings = readSettings(process.env, given)
  const { cases, cells, leftOut, problems, contract, unjudged } =
    await loadSuite(settings)
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
  return 0
}
