/** Judges a mutant by what was found: was it caught, as what, and what else? */
import type { FindingCode } from '../model/catalog.ts'
import type { Mutant } from '../sandbox/mutants/mutant.ts'
import type { Sighting } from './worker-context.ts'

/** `killed`: caught by the right code of the right class, and nothing else.
 * `misclassified`: only something else was found. `noisy`: it was caught, and
 * more was found than its consequences. `accepted`: it survives, as declared.
 * `outdated`: it was declared to survive, and something was found.
 * `not-judged`: there is no browser to try it in. */
export type Status =
  | 'not-judged'
  | 'killed'
  | 'misclassified'
  | 'survived'
  | 'noisy'
  | 'accepted'
  | 'outdated'

export type Judgement = {
  readonly mutant: Mutant
  readonly status: Status
  /** What caught it. */
  readonly right: readonly Sighting[]
  /** What was found beside, and should not have been. */
  readonly extra: readonly Sighting[]
}

/** @param usual fingerprints of what a sandbox without fault raises, too. */
export function judgeMutant(
  mutant: Mutant,
  {
    found,
    usual,
  }: {
    readonly found: readonly Sighting[]
    readonly usual: ReadonlySet<string>
  },
): Judgement {
  const unusual = found.filter(({ fingerprint }) => !usual.has(fingerprint))
  const right = unusual.filter((sighting) => isRight(mutant, sighting))
  const extra = unusual.filter(
    (sighting) => !right.includes(sighting) && !isConsequence(mutant, sighting),
  )
  return { mutant, right, extra, status: statusOf(mutant, { right, extra }) }
}

function statusOf(
  { survives }: Mutant,
  {
    right,
    extra,
  }: {
    readonly right: readonly Sighting[]
    readonly extra: readonly Sighting[]
  },
): Status {
  const isSeen = right.length > 0 || extra.length > 0
  if (survives !== undefined) return isSeen ? 'outdated' : 'accepted'
  const isNoisy = extra.some(({ effect }) => effect !== 'listed')
  if (right.length > 0) return isNoisy ? 'noisy' : 'killed'
  return extra.length > 0 ? 'misclassified' : 'survived'
}

function isRight(
  { caughtBy, operations, isSeenElsewhere }: Mutant,
  sighting: Sighting,
): boolean {
  // What is wrong with a credential itself belongs to no operation.
  const isHere =
    sighting.operation === '' || operations.includes(sighting.operation)
  return (
    sighting.code === caughtBy.code &&
    sighting.class === caughtBy.class &&
    (isHere || isSeenElsewhere === true)
  )
}

/** That something is left behind follows from whatever is wrong with deleting
 * or looking; it is never more than that. */
export const leftBehind: ReadonlySet<FindingCode> = new Set([
  'undo-failed',
  'undo-unclear',
])

/** Whether a finding cannot but follow from the fault. */
export function isConsequence({ also }: Mutant, { code }: Sighting): boolean {
  return leftBehind.has(code) || also?.codes.includes(code) === true
}
