/** Runs mutants, many at a time, each in a sandbox of its own. */
import pLimit from 'p-limit'
import type { Mutant, Variant } from '../sandbox/mutants/mutant.ts'
import { tryOut } from './bench.ts'
import type { Bench, Sighting } from './bench.ts'
import { judgeMutant } from './judge.ts'
import type { Judgement } from './judge.ts'

export type Pace = {
  /** Called as each one is done, in no order. */
  readonly onDone?: () => void
  /** Sandboxes at once. */
  readonly atOnce?: number
}

/** More wait for one another than for the network. */
const usually = 6

export async function runMutants(
  bench: Bench,
  {
    mutants,
    usual,
    onDone,
    atOnce = usually,
  }: Pace & {
    readonly mutants: readonly Mutant[]
    readonly usual: ReadonlySet<string>
  },
): Promise<readonly Judgement[]> {
  return pLimit(atOnce).map(mutants, async (mutant) => {
    const { operations, limits } = mutant
    const found = await tryOut(bench, {
      faults: mutant.faults(),
      operations,
      ...(limits && { limits }),
    })
    onDone?.()
    return judgeMutant(mutant, { found, usual })
  })
}

/** What a sandbox without fault raises: listed at most, and the same each time. */
export async function findUsual(bench: Bench): Promise<ReadonlySet<string>> {
  const found = await tryOut(bench, { faults: {} })
  return new Set(
    found
      .filter(({ effect }) => effect === 'listed')
      .map(({ fingerprint }) => fingerprint),
  )
}

export type Alarm = {
  readonly variant: Variant
  /** What it raised that a sandbox without fault does not. */
  readonly raised: readonly Sighting[]
}

/** The variants that raised anything at all: false alarms. */
export async function runVariants(
  bench: Bench,
  {
    variants,
    usual,
    onDone,
    atOnce = usually,
  }: Pace & {
    readonly variants: readonly Variant[]
    readonly usual: ReadonlySet<string>
  },
): Promise<readonly Alarm[]> {
  const alarms = await pLimit(atOnce).map(variants, async (variant) => {
    const found = await tryOut(bench, { faults: variant.faults() })
    onDone?.()
    const raised = found.filter(({ fingerprint }) => !usual.has(fingerprint))
    return { variant, raised }
  })
  return alarms.filter(({ raised }) => raised.length > 0)
}
