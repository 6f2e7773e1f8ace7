/** The matrix: every operation of a contract against every credential. */
import type { Contract, Operation } from '../../model/contract.ts'
import { accessIn } from './access.ts'
import { columnsOf } from './columns.ts'
import { expectationOf } from './policy.ts'
import type { Cell } from './cell.ts'

/** Row by row, each from left to right. */
export function matrixOf(contract: Contract): readonly Cell[] {
  const columns = columnsOf(contract)
  const operations = [...contract.operations.values()]
  const shorten = shortener(operations)
  const readAccess = accessIn(contract)
  return operations.flatMap((operation) => {
    const operationName = shorten(operation)
    const access = readAccess(operation)
    const { source } = access
    return columns.map((column) => ({
      id: `auth/${operationName.replace(' ', '-')}/${column.id}`,
      operation,
      operationName,
      column,
      expectation: expectationOf(column, access),
      ...(source !== undefined && { source }),
    }))
  })
}

/** `POST create` for `POST /client_sessions/create`, where all paths have the
 * same first part. */
function shortener(operations: readonly Operation[]) {
  const roots = new Set(operations.map(({ path }) => path.split('/')[1]))
  return ({ method, path }: Operation): string => {
    const [root = '', ...rest] = path.split('/').slice(1)
    const isShort = roots.size === 1 && rest.length > 0
    return `${method} ${(isShort ? rest : [root, ...rest]).join('/')}`
  }
}
