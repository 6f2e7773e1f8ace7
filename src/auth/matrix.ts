/** The matrix: every operation of a contract against every credential. */
import type { Contract, Operation } from '../contract/types.ts'
import { columnsOf } from './columns.ts'
import type { Column } from './columns.ts'
import { expectationOf } from './policy.ts'
import type { Expectation } from './policy.ts'

export type Cell = {
  /** `auth/POST-create/none` */
  readonly id: string
  readonly operation: Operation
  /** `POST create` */
  readonly operationName: string
  readonly column: Column
  readonly expectation: Expectation
}

/** What a cell asks for: all but those that are left out. */
export type AskingCell = Cell & {
  readonly expectation: Exclude<Expectation, { kind: 'left-out' }>
}

/** Row by row, each from left to right. */
export function matrixOf(contract: Contract): readonly Cell[] {
  const columns = columnsOf(contract)
  const operations = [...contract.operations.values()]
  const shorten = shortener(operations)
  return operations.flatMap((operation) => {
    const operationName = shorten(operation)
    return columns.map((column) => ({
      id: `auth/${operationName.replace(' ', '-')}/${column.id}`,
      operation,
      operationName,
      column,
      expectation: expectationOf(column, operation),
    }))
  })
}

export function isAsking(cell: Cell): cell is AskingCell {
  return cell.expectation.kind !== 'left-out'
}

/** `POST create` for `POST /client_sessions/create`, where all paths begin
 * alike. */
function shortener(operations: readonly Operation[]) {
  const roots = new Set(operations.map(({ path }) => path.split('/')[1]))
  return ({ method, path }: Operation): string => {
    const [root = '', ...rest] = path.split('/').slice(1)
    const isShort = roots.size === 1 && rest.length > 0
    return `${method} ${(isShort ? rest : [root, ...rest]).join('/')}`
  }
}
