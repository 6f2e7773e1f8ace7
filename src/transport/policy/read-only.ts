/** Read-only: blocks every request that may change something. */
import type { Request } from '../../model/exchange.ts'
import type { Plan } from '../../model/scenario.ts'
import { isWriteByName } from '../../model/write-names.ts'
import { block } from './block.ts'
import type { Policy } from './policy.ts'

/** Keys of operations that change nothing, such as `GET /x`. */
export type Reads = ReadonlySet<string>

/** A second safeguard: if the choice of cases is wrong, still nothing is
 * written. */
export function readOnly(reads: Reads): Policy {
  return (next) => async (request) =>
    isRead(request, reads)
      ? next(request)
      : block(request, reasonFor(`${request.method} ${request.path}`))
}

export function isRead(
  { method, path }: Pick<Request, 'method' | 'path'>,
  reads: Reads,
): boolean {
  return reads.has(`${method} ${path}`) && !isWriteByName(path)
}

/** Why a case does not run with --read-only; undefined where it does. */
export function firstWrite({ steps }: Plan, reads: Reads): string | undefined {
  const calls = steps.flatMap(({ operation, undo }) => [
    operation,
    ...(undo ? [undo.operation] : []),
  ])
  const write = calls.find(({ key }) => !reads.has(key) || isWriteByName(key))
  return write && reasonFor(write.key)
}

function reasonFor(operation: string): string {
  return `read-only: ${operation} may change something`
}
