/** Cases of a literal scenario. */
import { renderProblem } from '../../../src/model/problem.ts'
import type { Case } from '../../../src/model/scenario.ts'
import { checkScenarios } from '../../../src/scenario/check.ts'
import { parseScenario } from '../../../src/scenario/parse/parse.ts'
import { expandCases } from '../../../src/scenario/plan.ts'
import { contract } from '../kit.ts'

export function casesIn(text: string): readonly Case[] {
  const parsed = parseScenario({ id: 'self/a', file: 'a.yaml', text })
  if (parsed.kind === 'problems')
    throw new Error(parsed.problems.map(renderProblem).join('\n'))
  const { scenarios, problems } = checkScenarios([parsed.source], contract)
  if (problems.length > 0)
    throw new Error(problems.map(renderProblem).join('\n'))
  return scenarios.flatMap((scenario) => expandCases(scenario))
}
