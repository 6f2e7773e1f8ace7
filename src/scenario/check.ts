/** Checks scenario files: grammar first, then meaning, every fault of each. */
import type { Contract } from '../model/contract.ts'
import { renderPlace, type Problem } from '../model/problem.ts'
import { checkDeclarations } from './check/declarations.ts'
import { checkGrammar } from './check/grammar.ts'
import { checkMatchers } from './check/matchers.ts'
import { checkNames } from './check/names.ts'
import { checkOperations } from './check/operations.ts'
import { checkPlaces } from './check/template-places.ts'
import { readScenario } from './parse/read.ts'
import { checkRows } from './check/matrix.ts'
import { checkLength, checkSteps } from './check/steps.ts'
import { checkTitles } from './check/titles.ts'
import { problemAt, rangeOf, type Fault, type Source } from './parse/source.ts'
import type { Row, Scenario } from '../model/scenario.ts'

export type Checked = {
  /** Those without a problem, in the order of their files. */
  readonly scenarios: readonly Scenario[]
  /** In the order of files and lines. */
  readonly problems: readonly Problem[]
}

export function checkScenarios(
  documents: readonly Source[],
  contract: Contract,
): Checked {
  const titles = checkTitles(documents)
  const scenarios: Scenario[] = []
  const problems: Problem[] = []
  for (const source of documents) {
    const { meant, faults, rows } = checkFile(source, contract)
    const all = [...faults, ...(titles.get(source) ?? [])]
    problems.push(...problemsOf(meant, all))
    if (all.length === 0) scenarios.push(readScenario(source, rows))
  }
  return { scenarios, problems }
}

type CheckedFile = {
  readonly meant: Source
  readonly faults: readonly Fault[]
  readonly rows: readonly Row[]
}

/** Meaning is checked in whatever has the right shape, so that one fault of
 * grammar does not hide the rest. */
function checkFile(source: Source, contract: Contract): CheckedFile {
  const excess = checkLength(source)
  if (excess.length > 0) return { meant: source, faults: excess, rows: [] }
  const { meant, faults } = checkGrammar(source)
  const matrix = checkRows(meant)
  const { rows } = matrix
  const meaning = [
    ...matrix.faults,
    ...checkSteps(meant),
    ...checkPlaces(meant),
    ...checkNames(meant, rows),
    ...checkDeclarations(meant),
    ...checkMatchers(meant),
    ...checkOperations(meant, { contract, rows }),
  ]
  return { meant, rows, faults: [...faults, ...meaning] }
}

/** In the order of the text; what an alias repeats is told once. */
function problemsOf(
  source: Source,
  faults: readonly Fault[],
): readonly Problem[] {
  const told = new Set<string>()
  return faults
    .map((fault) => ({ ...fault, range: rangeOf(source, fault.spot) }))
    .toSorted((a, b) => a.range[0] - b.range[0])
    .map((fault) => problemAt(source, fault))
    .filter(({ code, fact, place }) => {
      const key = `${code} ${fact} ${place ? renderPlace(place) : ''}`
      return told.size !== told.add(key).size
    })
}
