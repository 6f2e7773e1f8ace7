/** `seamwatch check`: checks the scenarios against the contract; sends
 * nothing. */
import { leftOutLine } from '../cases/left-out.ts'
import { loadSuite } from '../cases/suite.ts'
import type { Given } from '../config/read-option.ts'
import { readSettings } from '../config/settings.ts'
import { renderProblem } from '../model/problem.ts'
import { printError, printOut } from '../secrets/terminal.ts'

/** @returns the exit code. */
export async function check(given: Given): Promise<number> {
  const settings = readSettings(process.env, given)
  const { cases, cells, leftOut, problems, contract } =
    await loadSuite(settings)
  if (problems.length > 0) {
    const count =
      problems.length === 1 ? '1 problem' : `${problems.length} problems`
    const text = problems.map(renderProblem).join('\n\n')
    printError(`${text}\n\n${count}`)
    return 2
  }
  const scenarios = new Set(cases.map(({ scenario }) => scenario.id)).size
  printOut(
    `${scenarios} scenarios, ${cases.length} cases, ${cells.length} cases of the authentication matrix: no problem against ${contract.source}`,
  )
  for (const group of leftOut) printOut(leftOutLine(group))
  return 0
}
