/** Read-only: nothing leaves that may change something. */
import type { Driver } from '../transport.ts'
import type { Request } from '../../model/exchange.ts'
import type { Plan } from '../../model/scenario.ts'
import { withhold } from './block.ts'

/** Keys of operations that change nothing, such as `GET /x`. */
export type Reads = ReadonlySet<string>

/** The guard behind the choice of cases: a mistake there cannot write. */
export function withReadOnly(driver: Driver, reads: Reads): Driver {
  return {
    ...driver,
    send: async (request) =>
      isRead(request, reads)
        ? driver.send(request)
        : withhold(request, reasonFor(`${request.method} ${request.path}`)),
  }
}

export function isRead(
  { method, path }: Pick<Request, 'method' | 'path'>,
  reads: Reads,
): boolean {
  return reads.has(`${method} ${path}`)
}

/** Why a case does not run where only reads may; undefined where it may. */
export function firstWrite({ steps }: Plan, reads: Reads): string | undefined {
  const calls = steps.flatMap(({ operation, undo }) => [
    operation,
    ...(undo ? [undo.operation] : []),
  ])
  const write = calls.find(({ key }) => !reads.has(key))
  return write && reasonFor(write.key)
}

function reasonFor(operation: string): string {
  return `read-only: ${operation} may change something`
}
