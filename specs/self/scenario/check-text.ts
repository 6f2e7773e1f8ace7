/** Checks scenarios given as text, for the tests to look at the result. */
import { checkScenarios, type Checked } from '../../../src/scenario/check.ts'
import { parseScenario } from '../../../src/scenario/parse/parse.ts'
import { renderProblem } from '../../../src/model/problem.ts'
import type { Scenario } from '../../../src/model/scenario.ts'
import { contract } from './contract.ts'

/** Files are called a.yaml, b.yaml … in the order given. */
function checkTexts(...texts: readonly string[]): Checked {
  const parsed = texts.map((text, index) => {
    const id = 'abcdef'.charAt(index)
    return parseScenario({ id, file: `scenarios/${id}.yaml`, text })
  })
  const sources = parsed.flatMap((one) =>
    one.kind === 'source' ? [one.source] : [],
  )
  const unread = parsed.flatMap((one) =>
    one.kind === 'problems' ? one.problems : [],
  )
  const { scenarios, problems } = checkScenarios(sources, contract)
  return { scenarios, problems: [...unread, ...problems] }
}

/** What a person reads about the files. */
export function problemsOf(...texts: readonly string[]): string {
  return checkTexts(...texts)
    .problems.map(renderProblem)
    .join('\n\n')
}

export function scenarioOf(text: string): Scenario {
  const { scenarios, problems } = checkTexts(text)
  const [scenario] = scenarios
  if (scenario) return scenario
  throw new Error(problems.map(renderProblem).join('\n\n'))
}

/** A file with these steps, and the text before them. */
export function fileOf(steps: string, before = ''): string {
  return `scenario: t\nowner: o\n${before}steps:\n${steps}`
}
