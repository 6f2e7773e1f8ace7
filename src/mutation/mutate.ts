/** Runs mutants and variants, each in a sandbox of its own, and judges them. */
import type { Mutant, Variant } from '../sandbox/mutants/mutant.ts'
import { openBench } from './worker-context.ts'
import type { Bench, Sighting } from './worker-context.ts'
import { judgeMutant } from './judge.ts'
import type { Judgement } from './judge.ts'
import { tryAll } from './pool.ts'
import type { Task } from './task.ts'

export type Alarm = {
  readonly variant: Variant
  /** What it raised that a sandbox without fault does not. */
  readonly raised: readonly Sighting[]
}

export type Result = {
  readonly judgements: readonly Judgement[]
  /** Variants that raised anything at all: false alarms. */
  readonly alarms: readonly Alarm[]
  /** How many variants were tried. */
  readonly variants: number
  /** What a sandbox without fault raises that is not merely listed. */
  readonly healthy: readonly Sighting[]
}

type Given = {
  readonly mutants: readonly Mutant[]
  readonly variants: readonly Variant[]
  /** Called as each of them is done, in no order. */
  readonly onDone?: () => void
}

/** Those that only a browser sees are tried in one, or not judged without; it
 * waits for its pages while the threads are at work. */
export async function runMutants(given: Given): Promise<Result> {
  const bench = openBench()
  const results = await Promise.all([
    judgeAll(only(given, undefined), { bench, find: tryOnWire }),
    judgeAll(only(given, 'browser'), { bench, find: tryInBrowser }),
  ])
  const place = new Map(given.mutants.map(({ id }, index) => [id, index]))
  return {
    judgements: results
      .flatMap(({ judgements }) => judgements)
      .toSorted(
        (a, b) => (place.get(a.mutant.id) ?? 0) - (place.get(b.mutant.id) ?? 0),
      ),
    alarms: results.flatMap(({ alarms }) => alarms),
    variants: results.reduce((sum, { variants }) => sum + variants, 0),
    healthy: results.flatMap(({ healthy }) => healthy),
  }
}

function only(given: Given, needs: Mutant['needs']): Given {
  return {
    ...given,
    mutants: given.mutants.filter((it) => it.needs === needs),
    variants: given.variants.filter((it) => it.needs === needs),
  }
}

/** What was found: without fault, with each mutant, with each variant; undefined
 * where nothing can be tried. */
type Found = readonly (readonly Sighting[])[] | undefined

type Find = (
  given: Pick<Given, 'mutants' | 'variants'>,
  by: {
    readonly bench: Promise<Bench>
    readonly onDone: (index: number) => void
  },
) => Promise<Found>

const tryOnWire: Find = ({ mutants, variants }, by) => {
  const tasks: readonly Task[] = [
    { kind: 'usual', id: 'without fault' },
    ...mutants.map(({ id, caughtBy, limits }): Task => {
      const isWaiting =
        caughtBy.class === 'latency' || limits?.timeoutMs !== undefined
      return { kind: 'mutant', id, isWaiting }
    }),
    ...variants.map(({ id }): Task => ({ kind: 'variant', id })),
  ]
  return tryAll(tasks, by)
}

/** Loaded only here: who asks for other mutants alone needs no browser. */
const tryInBrowser: Find = async ({ mutants, variants }, by) => {
  const { tryFromPages } = await import('./pages.ts')
  const faults = [...mutants, ...variants].map((it) => it.faults)
  return tryFromPages([() => ({}), ...faults], by)
}

const nothing: Result = {
  judgements: [],
  alarms: [],
  variants: 0,
  healthy: [],
}

async function judgeAll(
  given: Given,
  { bench, find }: { readonly bench: Promise<Bench>; readonly find: Find },
): Promise<Result> {
  const { mutants, variants, onDone } = given
  if (mutants.length + variants.length === 0) return nothing
  const found = await find(given, {
    bench,
    onDone: (index) => {
      if (index > 0) onDone?.()
    },
  })
  if (!found) return { ...nothing, judgements: mutants.map(notJudged) }
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
    variants: variants.length,
    healthy: first.filter(({ effect }) => effect !== 'listed'),
  }
}

function notJudged(mutant: Mutant): Judgement {
  return { mutant, status: 'not-judged', right: [], extra: [] }
}
