/** Strength: which expectations of the scenarios catch what nothing else does.
 *
 * One expectation at a time is taken away. Mutants that then go uncaught are
 * killed by it alone; where there are none, the contract and the other
 * expectations catch the same, and it is redundant. */
import type { Mutant } from '../sandbox/mutants/mutant.ts'
import { openBench } from './worker-context.ts'
import type { Sighting } from './worker-context.ts'
import { judgeMutant } from './judge.ts'
import { tryAll } from './pool.ts'
import type { Task } from './task.ts'

type Expectation = { readonly scenarioId: string; readonly stepId: string }

type Weighed = Expectation & {
  /** Ids of the mutants that only this expectation kills. */
  readonly alone: readonly string[]
}

/** @returns the report as text. */
export async function weighExpectations(
  mutants: readonly Mutant[],
): Promise<string> {
  const bench = openBench()
  const { plans } = await bench
  const expectations = distinct(
    plans.flatMap(({ case: item, steps }) =>
      steps
        .filter(({ step }) => step.expect !== undefined)
        .map(({ step }) => ({
          scenarioId: item.scenario.id,
          stepId: step.id,
        })),
    ),
  )
  // What only a browser sees no expectation can catch without one.
  const counted = mutants.filter(
    ({ survives, needs }) => survives === undefined && needs === undefined,
  )
  const first: readonly Task[] = [
    { kind: 'usual', id: 'without fault' },
    ...counted.map(({ id }): Task => ({ kind: 'mutant', id, isWhole: true })),
  ]
  const [usualFound = [], ...found] = await tryAll(first, { bench })
  const usual = new Set(usualFound.map(({ fingerprint }) => fingerprint))
  const right = counted.map(
    (mutant, index) =>
      judgeMutant(mutant, { found: found[index] ?? [], usual }).right,
  )
  // Only a mutant that is seen in one scenario alone can come to depend on one
  // of its expectations; all others are caught somewhere else anyway.
  const pairs = expectations.flatMap((bare) =>
    counted.flatMap((mutant, index) =>
      isOnlySeenIn(bare, right[index] ?? []) ? [{ bare, mutant }] : [],
    ),
  )
  const again = await tryAll(
    pairs.map(({ bare, mutant: { id } }) => ({
      kind: 'mutant',
      id,
      bare,
      isWhole: true,
    })),
    { bench },
  )
  const lost = pairs.filter(({ mutant }, index) => {
    const without = judgeMutant(mutant, { found: again[index] ?? [], usual })
    return without.right.length === 0
  })
  return render(
    expectations.map((expectation) => ({
      ...expectation,
      alone: lost
        .filter(({ bare }) => bare === expectation)
        .map(({ mutant }) => mutant.id),
    })),
  )
}

/** Seen in this scenario only, and by this step among others. */
function isOnlySeenIn(
  { scenarioId, stepId }: Expectation,
  right: readonly Sighting[],
): boolean {
  return (
    right.some((it) => it.stepId === stepId) &&
    right.every(({ caseId }) => caseId.split('?', 1)[0] === scenarioId)
  )
}

function distinct(all: readonly Expectation[]): readonly Expectation[] {
  return [
    ...new Map(all.map((it) => [`${it.scenarioId} ${it.stepId}`, it])).values(),
  ]
}

function render(weighed: readonly Weighed[]): string {
  const redundant = weighed.filter(({ alone }) => alone.length === 0)
  const needed = weighed.filter(({ alone }) => alone.length > 0)
  const name = ({ scenarioId, stepId }: Weighed) => `${scenarioId} › ${stepId}`
  return [
    `${weighed.length} expectations; without any one of ${redundant.length} of them the rest kill as many:`,
    ...redundant.map((it) => `  ${name(it)}`),
    '',
    `${needed.length} expectations that alone kill what nothing else does:`,
    ...needed.flatMap((it) => [
      `  ${name(it)}`,
      ...it.alone.map((id) => `    ${id}`),
    ]),
    '',
  ].join('\n')
}
