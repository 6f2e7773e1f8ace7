/** Judges a mutant by its detections: was it killed, as what, and what else was
 * found? */
import type { Mutant } from '../sandbox/mutants/mutant.ts'
import type { Detection } from './detection.ts'

/** `killed`: the right code of the right class, and nothing else.
 * `misclassified`: only something else was found.
 * `over-reported`: killed, and more failed than its consequences.
 * `accepted`: it survives, as declared.
 * `outdated`: it is declared to survive, and something was found.
 * `not-judged`: it needs a browser, and there is none. */
export type Status =
  | 'not-judged'
  | 'killed'
  | 'misclassified'
  | 'survived'
  | 'over-reported'
  | 'accepted'
  | 'outdated'

export type Judgement = {
  readonly mutant: Mutant
  readonly status: Status
  /** What killed it. */
  readonly right: readonly Detection[]
  /** What else was found and should not have been. */
  readonly extra: readonly Detection[]
}

/** @param baseline fingerprints of what a sandbox without faults shows too. */
export function judgeMutant(
  mutant: Mutant,
  {
    found,
    baseline,
  }: {
    readonly found: readonly Detection[]
    readonly baseline: ReadonlySet<string>
  },
): Judgement {
  const unexpected = found.filter(
    ({ fingerprint }) => !baseline.has(fingerprint),
  )
  const right = unexpected.filter((detection) => isRight(mutant, detection))
  const extra = unexpected.filter(
    (detection) =>
      !right.includes(detection) && !isConsequence(mutant, detection),
  )
  return { mutant, right, extra, status: statusOf(mutant, { right, extra }) }
}

function statusOf(
  { survives }: Mutant,
  {
    right,
    extra,
  }: {
    readonly right: readonly Detection[]
    readonly extra: readonly Detection[]
  },
): Status {
  const isSeen = right.length > 0 || extra.length > 0
  if (survives !== undefined) return isSeen ? 'outdated' : 'accepted'
  const isOverReported = extra.some(({ effect }) => effect !== 'listed')
  if (right.length > 0) return isOverReported ? 'over-reported' : 'killed'
  return extra.length > 0 ? 'misclassified' : 'survived'
}

function isRight(
  { caughtBy, operations, isSeenElsewhere }: Mutant,
  detection: Detection,
): boolean {
  // A finding about a credential itself has no operation.
  const isHere =
    detection.operation === '' || operations.includes(detection.operation)
  return (
    detection.code === caughtBy.code &&
    detection.class === caughtBy.class &&
    (isHere || isSeenElsewhere === true)
  )
}

/** Codes of a failed cleanup: every fault of delete or get may cause them. */
export const cleanupCodes: ReadonlySet<string> = new Set([
  'session-foreign',
  'undo-failed',
  'undo-refused',
  'undo-unclear',
])

/** Whether the finding always follows from the fault. */
export function isConsequence({ also }: Mutant, { code }: Detection): boolean {
  return cleanupCodes.has(code) || also?.codes.includes(code) === true
}
