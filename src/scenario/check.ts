/** Checks scenario files: grammar first, then meaning; finds every fault. */
import type { Contract } from '../model/contract.ts'
import type { Problem } from '../model/problem.ts'
import { checkBases } from './check/basis.ts'
import { checkCreating } from './check/creating.ts'
import { checkDeclarations } from './check/declarations.ts'
import { checkGrammar } from './check/grammar.ts'
import { checkMatchers } from './check/matchers.ts'
import { checkNames } from './check/names.ts'
import { checkOperations } from './check/operations.ts'
import { problemsOf } from './check/problems.ts'
import { checkPlaces } from './check/template-places.ts'
import { checkSpace } from './check/template-space.ts'
import { readScenario } from './parse/read.ts'
import { checkRequests } from './check/requests.ts'
import { checkResponses } from './check/responses.ts'
import { checkRows } from './check/matrix.ts'
import { checkLength, checkSteps } from './check/steps.ts'
import { checkTitles } from './check/titles.ts'
import type { Fault, Source } from './parse/source.ts'
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
    const { intended, faults, rows } = checkFile(source, contract)
    const all = [...faults, ...(titles.get(source) ?? [])]
    problems.push(...problemsOf(intended, all))
    if (all.length === 0) scenarios.push(readScenario(source, rows))
  }
  return { scenarios, problems }
}

type CheckedFile = {
  readonly intended: Source
  readonly faults: readonly Fault[]
  readonly rows: readonly Row[]
}

/** Checks the meaning of every part that has the right shape, so that one fault
 * of grammar does not hide the others. */
function checkFile(source: Source, contract: Contract): CheckedFile {
  const excess = checkLength(source)
  if (excess.length > 0) return { intended: source, faults: excess, rows: [] }
  const { intended, faults } = checkGrammar(source)
  const matrix = checkRows(intended)
  const { rows } = matrix
  const meaning = [
    ...matrix.faults,
    ...checkSteps(intended),
    ...checkPlaces(intended),
    ...checkSpace(intended),
    ...checkNames(intended, rows),
    ...checkDeclarations(intended),
    ...checkMatchers(intended),
    ...checkBases(intended),
    ...checkOperations(intended, { contract, rows }),
    ...checkResponses(intended, { contract, rows }),
    ...checkRequests(intended, { contract, rows }),
  ]
  const found = [...faults, ...meaning]
  // A mistake in a key or an undo is reported as what it is, and once.
  if (found.length > 0) return { intended, rows, faults: found }
  return { intended, rows, faults: checkCreating(intended) }
}
