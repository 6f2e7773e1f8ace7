/** Strength: which expectations of the scenarios kill mutants that nothing else
 * kills.
 *
 * Runs the mutants without one expectation at a time. Those that survive are
 * killed by it alone. If none does, the expectation is redundant. */
import { plural } from '../model/plural.ts'
import type { Mutant } from '../sandbox/mutants/mutant.ts'
import type { Detection } from './detection.ts'
import { judgeMutant } from './judge.ts'
import { runTasks } from './pool.ts'
import type { StepName, Task } from './task.ts'
import { openWorkerContext } from './worker-context.ts'

type Measured = StepName & {
  /** Ids of the mutants that only this expectation kills. */
  readonly alone: readonly string[]
}

/** @returns the report as text. */
export async function measureExpectations(
  mutants: readonly Mutant[],
): Promise<string> {
  const context = openWorkerContext()
  const { plans } = await context
  const expectations = distinct(
    plans.flatMap(({ case: item, steps }) =>
      steps
        .filter(({ step }) => step.expect ?? step.assume)
        .map(({ step }) => ({
          scenarioId: item.scenario.id,
          stepId: step.id,
        })),
    ),
  )
  // No expectation kills a mutant that needs a browser: none is used here.
  const counted = mutants.filter(
    ({ survives, needs }) => survives === undefined && needs === undefined,
  )
  const first: readonly Task[] = [
    { kind: 'baseline', id: 'without faults' },
    ...counted.map(({ id }): Task => ({ kind: 'mutant', id, isWhole: true })),
  ]
  const [usualFound = [], ...found] = await runTasks(first, { context })
  const baseline = new Set(usualFound.map(({ fingerprint }) => fingerprint))
  const right = counted.map(
    (mutant, index) =>
      judgeMutant(mutant, { found: found[index] ?? [], baseline }).right,
  )
  // A mutant that several scenarios detect depends on no single expectation.
  const pairs = expectations.flatMap((expectation) =>
    counted.flatMap((mutant, index) =>
      isOnlyDetectedBy(expectation, right[index] ?? [])
        ? [{ expectation, mutant }]
        : [],
    ),
  )
  const again = await runTasks(
    pairs.map(({ expectation, mutant: { id } }) => ({
      kind: 'mutant',
      id,
      withoutExpectationOf: expectation,
      isWhole: true,
    })),
    { context },
  )
  const lost = pairs.filter(({ mutant }, index) => {
    const without = judgeMutant(mutant, { found: again[index] ?? [], baseline })
    return without.right.length === 0
  })
  return render(
    expectations.map((expectation) => ({
      ...expectation,
      alone: lost
        .filter((it) => it.expectation === expectation)
        .map(({ mutant }) => mutant.id),
    })),
  )
}

/** By this scenario only, and by this step among others. */
function isOnlyDetectedBy(
  { scenarioId, stepId }: StepName,
  right: readonly Detection[],
): boolean {
  return (
    right.some((it) => it.stepId === stepId) &&
    right.every(({ caseId }) => caseId.split('?', 1)[0] === scenarioId)
  )
}

function distinct(all: readonly StepName[]): readonly StepName[] {
  return [
    ...new Map(all.map((it) => [`${it.scenarioId} ${it.stepId}`, it])).values(),
  ]
}

function render(measured: readonly Measured[]): string {
  const redundant = measured.filter(({ alone }) => alone.length === 0)
  const needed = measured.filter(({ alone }) => alone.length > 0)
  const name = ({ scenarioId, stepId }: Measured) => `${scenarioId} › ${stepId}`
  return [
    `${plural(measured.length, 'expectation')}; ${redundant.length} of them are redundant, each by itself:`,
    ...redundant.map((it) => `  ${name(it)}`),
    '',
    `Expectations that kill mutants which nothing else kills (${needed.length}):`,
    ...needed.flatMap((it) => [
      `  ${name(it)}`,
      ...it.alone.map((id) => `    ${id}`),
    ]),
    '',
  ].join('\n')
}
