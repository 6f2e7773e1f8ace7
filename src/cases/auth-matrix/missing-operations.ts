/** Doors: whether an operation is there at all, so that who gets in can be known.
 *
 * An operation that answers even the monitor's own credential with a status that
 * the contract does not know has no door to knock at. */
import type { Outcome } from '../../model/outcome.ts'
import type { Case } from '../../model/scenario.ts'
import type { RunContext } from '../../run/context.ts'

type Knowing = Pick<RunContext, 'known' | 'own'>

/** Why a cell of the matrix is not asked; undefined where it is. */
export function closedDoor(
  { cell }: Case,
  { known }: Knowing,
): string | undefined {
  const isClosed = cell && known?.recall().includes(noDoor(cell.operation))
  return isClosed
    ? `${cell.operation} does not answer the monitor's own credential as the contract has it`
    : undefined
}

/** Remembers what a cell has found out for those that come after it. */
export function rememberDoor(
  { cell, steps }: Outcome,
  { known, own }: Knowing,
): void {
  if (!cell || cell.expectation !== 'accepted') return
  const { scheme } = own?.authentication ?? {}
  const knock = steps.findLast(
    ({ operation, credential, isPremise, id }) =>
      operation === cell.operation &&
      credential === scheme &&
      !isPremise &&
      !id.startsWith('undo: '),
  )
  const fact = noDoor(cell.operation)
  const isClosed = knock?.findings.some(
    ({ code }) => code === 'status-undocumented',
  )
  if (isClosed && !known?.recall().includes(fact)) known?.remember(fact)
}

function noDoor(operation: string): string {
  return `no door · ${operation}`
}
