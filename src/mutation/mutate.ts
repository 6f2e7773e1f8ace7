/** Runs mutants and variants, each in a sandbox of its own, and judges them. */
import type { Mutant, Variant } from '../sandbox/mutants/mutant.ts'
import type { Sighting } from './bench.ts'
import { judgeMutant } from './judge.ts'
import type { Judgement } from './judge.ts'
import { tryAll } from './pool.ts'
import type { Task } from './pool.ts'

export type Alarm = {
  readonly variant: Variant
  /** What it raised that a sandbox without fault does not. */
  readonly raised: readonly Sighting[]
}

export type Result = {
  readonly judgements: readonly Judgement[]
  /** Variants that raised anything at all: false alarms. */
  readonly alarms: readonly Alarm[]
  /** What a sandbox without fault raises that is not merely listed. */
  readonly healthy: readonly Sighting[]
}

export async function runMutants({
  mutants,
  variants,
  onDone,
}: {
  readonly mutants: readonly Mutant[]
  readonly variants: readonly Variant[]
  /** Called as each one is done, in no order. */
  readonly onDone?: () => void
}): Promise<Result> {
  const tasks: readonly Task[] = [
    { kind: 'usual', id: 'without fault' },
    ...mutants.map(({ id }): Task => ({ kind: 'mutant', id })),
    ...variants.map(({ id }): Task => ({ kind: 'variant', id })),
  ]
  const found = await tryAll(tasks, onDone ? { onDone } : {})
  const [first = []] = found
  const listed = first.filter(({ effect }) => effect === 'listed')
  const usual = new Set(listed.map(({ fingerprint }) => fingerprint))
  const alarms = variants.map((variant, index) => ({
    variant,
    raised: (found[1 + mutants.length + index] ?? []).filter(
      ({ fingerprint }) => !usual.has(fingerprint),
    ),
  }))
  return {
    judgements: mutants.map((mutant, index) =>
      judgeMutant(mutant, { found: found[1 + index] ?? [], usual }),
    ),
    alarms: alarms.filter(({ raised }) => raised.length > 0),
    healthy: first.filter(({ effect }) => effect !== 'listed'),
  }
}
