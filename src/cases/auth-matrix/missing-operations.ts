/** Skips matrix cases of an operation that the target does not have: it answers
 * even a valid credential with an undocumented status. */
import type { Memory } from '../../auth/credential-check.ts'
import type { Outcome } from '../../model/outcome.ts'
import type { Case } from '../../model/scenario.ts'
import { judgedStepOf } from './judged-step.ts'

/** Why a cell of the matrix is not tested; undefined where it is. */
export function missingOperation(
  { cell }: Case,
  memory: Memory | undefined,
): string | undefined {
  const isMissing = cell && memory?.recall().includes(factOf(cell.operation))
  return isMissing
    ? `${cell.operation} answers a valid credential with an undocumented status`
    : undefined
}

/** Remembers for later cells that the target lacks the operation of this one. */
export function rememberMissingOperation(
  outcome: Outcome,
  {
    memory,
    ownScheme,
  }: {
    readonly memory: Memory | undefined
    /** The monitor's own credential; only that is known to be valid. */
    readonly ownScheme: string | undefined
  },
): void {
  const { cell } = outcome
  const judged = judgedStepOf(outcome)
  if (cell?.expectation !== 'accepted' || judged?.credential !== ownScheme)
    return
  const fact = factOf(cell.operation)
  const isMissing = judged?.findings.some(
    ({ code }) => code === 'status-undocumented',
  )
  if (isMissing && !memory?.recall().includes(fact)) memory?.remember(fact)
}

function factOf(operation: string): string {
  return `missing operation · ${operation}`
}
