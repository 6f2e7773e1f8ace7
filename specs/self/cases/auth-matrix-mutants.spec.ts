import { expect, test } from '@playwright/test'
import { matrixCases } from '../../../src/cases/auth-matrix/case.ts'
import { runTasks } from '../../../src/mutation/pool.ts'
import { isConsequence } from '../../../src/mutation/judge.ts'
import type { Detection } from '../../../src/mutation/detection.ts'
import { mutants } from '../../../src/sandbox/mutants/catalogue.ts'
import type { Mutant } from '../../../src/sandbox/mutants/mutant.ts'
import { contract } from '../kit.ts'

// Runs only the cells against each fault of authentication: exactly the cells
// that it names must fail, with the right finding.
test.describe.configure({ mode: 'serial' })

const known = new Set(matrixCases(contract).map(({ id }) => id))
const judged = mutants.filter(({ cells }) => cells !== undefined)
let found: readonly (readonly Detection[])[] = []
let healthy: readonly Detection[] = []

test.beforeAll(async () => {
  test.setTimeout(600_000)
  const [first = [], ...rest] = await runTasks([
    { kind: 'baseline', id: 'without fault', of: 'cells' },
    // All cells: this test must not trust what the mutant declares.
    ...judged.map(
      ({ id }) => ({ kind: 'mutant', id, of: 'cells', isWhole: true }) as const,
    ),
  ])
  healthy = first
  found = rest
})

test('without a fault no cell fails', () => {
  expect(healthy.filter(({ effect }) => effect !== 'listed')).toEqual([])
})

test('every fault of authentication names the cells that must fail', () => {
  const bare = mutants.filter(
    ({ cells, caughtBy }) =>
      !cells &&
      ['auth-bypass', 'auth-regression'].includes(caughtBy.class) &&
      // Any response may show one: no cell is needed to see it.
      caughtBy.code !== 'credential-exposed',
  )
  expect(bare.map(({ id }) => id)).toEqual([])
  expect(judged.length).toBeGreaterThan(50)
})

for (const [index, mutant] of judged.entries()) {
  test(`${mutant.id} fails exactly its own cells`, () => {
    const { class: right, code } = mutant.cellsCaughtBy ?? mutant.caughtBy
    const { own, others } = failingOf(mutant, found[index] ?? [])
    expect(mutant.cells?.filter((cell) => !known.has(cell))).toEqual([])
    expect(others).toEqual([])
    expect(own).toEqual(
      mutant.cells?.map((cell) => `${cell} ${right} ${code}`).toSorted(),
    )
  })
}

/** The findings that fail, one for each cell and code, without consequences. */
function failingOf(mutant: Mutant, detections: readonly Detection[]) {
  const { cells = [] } = mutant
  const red = detections.filter(
    (it) => it.effect !== 'listed' && !isConsequence(mutant, it),
  )
  return {
    own: names(red.filter(({ caseId }) => cells.includes(caseId))),
    others: names(red.filter(({ caseId }) => !cells.includes(caseId))),
  }
}

function name(it: Detection): string {
  return `${it.caseId} ${it.class} ${it.code}`
}

function names(of: readonly Detection[]): readonly string[] {
  return [...new Set(of.map(name))].toSorted()
}
