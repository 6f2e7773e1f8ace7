/** Doors: whether an operation is there at all, so that who gets in can be told.
 *
 * An operation that answers even the monitor's own credential with a status that
 * the contract does not know has no door to knock at. */
import type { Outcome } from '../../model/outcome.ts'
import type { Case } from '../../model/scenario.ts'
import type { Tools } from '../../run/context.ts'

type Knowing = Pick<Tools, 'told' | 'own'>

/** Why a cell of the matrix is not asked; undefined where it is. */
export function closedDoor(
  { cell }: Case,
  { told }: Knowing,
): string | undefined {
  const isClosed = cell && told?.recall().includes(noDoor(cell.operation))
  return isClosed
    ? `${cell.operation} does not answer the monitor's own credential as the contract has it`
    : undefined
}

/** Remembers what a cell has found out for those that come after it. */
export function rememberDoor(
  { cell, steps }: Outcome,
  { told, own }: Knowing,
): void {
  if (!cell || cell.expectation !== 'accepted') return
  const { scheme } = own?.authentication ?? {}
  const knock = steps.findLast(
    ({ operation, credential, isSetup, id }) =>
      operation === cell.operation &&
      credential === scheme &&
      !isSetup &&
      !id.startsWith('undo: '),
  )
  const fact = noDoor(cell.operation)
  const isClosed = knock?.findings.some(
    ({ code }) => code === 'status-undocumented',
  )
  if (isClosed && !told?.recall().includes(fact)) told?.remember(fact)
}

function noDoor(operation: string): string {
  return `no door · ${operation}`
}
