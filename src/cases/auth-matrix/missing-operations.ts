/** Skips matrix cases of an operation that the target does not have: it answers
 * even a valid credential with an undocumented status. */
import type { Memory } from '../../auth/credential-check.ts'
import type { Outcome } from '../../model/outcome.ts'
import type { Case } from '../../model/scenario.ts'

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
  { cell, steps }: Outcome,
  {
    memory,
    ownScheme,
  }: {
    readonly memory: Memory | undefined
    /** The monitor's own credential; only that is known to be valid. */
    readonly ownScheme: string | undefined
  },
): void {
  if (!cell || cell.expectation !== 'accepted') return
  const judged = steps.findLast(
    ({ operation, credential, isSetup, id }) =>
      operation === cell.operation &&
      credential === ownScheme &&
      !isSetup &&
      !id.startsWith('undo: '),
  )
  const fact = factOf(cell.operation)
  const isMissing = judged?.findings.some(
    ({ code }) => code === 'status-undocumented',
  )
  if (isMissing && !memory?.recall().includes(fact)) memory?.remember(fact)
}

function factOf(operation: string): string {
  return `missing operation · ${operation}`
}
