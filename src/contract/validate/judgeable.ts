/** Checks before the first request that every documented body can be judged. */
import { UsageError, type Problem } from '../../model/problem.ts'
import { lineOf } from '../lines.ts'
import type { Contract } from '../../model/contract.ts'
import { createValidator } from './validator.ts'

/** Compiles the schemas of all responses. Throws a `UsageError` with the place of
 * each that does not compile; a fault that several share is reported once. */
export function requireJudgeable(contract: Contract): void {
  const { bodyJudge } = createValidator(contract)
  const problems = new Map<string, Problem>()
  for (const operation of contract.operations.values())
    for (const response of operation.responses)
      for (const mediaType of response.mediaTypes) {
        const made = bodyJudge(operation, response, mediaType)
        if (made.kind === 'ready' || problems.has(made.message)) continue
        const pointer = mediaType.schemaPointer ?? response.pointer
        const line = lineOf(contract, pointer) ?? 1
        problems.set(made.message, {
          code: 'contract-unreadable',
          fact: `a response of ${operation.key} cannot be judged: ${made.message}`,
          place: { file: contract.file, line, column: 1 },
          hint: 'Pull the contract again, or fix the schema at its source.',
        })
      }
  if (problems.size > 0) throw new UsageError([...problems.values()])
}
