/** Checks before the first request that every documented body can be judged. */
import { renderPlace, UsageError } from '../../model/problem.ts'
import type { Place, Problem } from '../../model/problem.ts'
import { joinPointer, resolvePointer } from '../../model/json-pointer.ts'
import { objectOr } from '../../model/json.ts'
import { isOutside, outsideIn } from '../document/outside.ts'
import { lineOf } from '../lines.ts'
import type {
  BodyJudge,
  Contract,
  DocumentedMediaType,
  DocumentedResponse,
  Operation,
  Unjudged,
} from '../../model/contract.ts'
import { createValidator } from './validator.ts'

/** Compiles the schemas of all responses. Throws a `UsageError` with the place of
 * each that does not compile; a fault that several share is reported once.
 *
 * @returns what is valid, but will not be judged: one line each. */
export function requireJudgeable(contract: Contract): readonly string[] {
  const { bodyJudge, headerJudge } = createValidator(contract)
  const problems = new Map<string, Problem>()
  const unjudged = new Map<string, string>()
  const note = (made: BodyJudge, { operation, pointer }: Judged): void => {
    if (made.kind === 'ready')
      for (const rule of made.unjudged)
        unjudged.set(rule.pointer, lineFor(contract, rule))
    else if (made.kind === 'unjudged')
      unjudged.set(pointer, lineFor(contract, { pointer, fact: made.message }))
    else if (!problems.has(made.message))
      problems.set(made.message, {
        code: 'contract-unreadable',
        fact: `a response of ${operation.key} cannot be judged: ${made.message}`,
        place: placeOf(contract, pointer),
        hint: 'Pull the contract again, or fix the schema at its source.',
      })
  }
  for (const operation of contract.operations.values())
    for (const response of operation.responses) {
      for (const mediaType of response.mediaTypes)
        if (!isOutsideAt(contract, response, mediaType))
          note(bodyJudge(operation, response, mediaType), {
            operation,
            pointer: mediaType.schemaPointer ?? response.pointer,
          })
      for (const header of response.headers ?? [])
        note(headerJudge(header), {
          operation,
          pointer: header.schemaPointer ?? header.pointer,
        })
    }
  if (problems.size > 0) throw new UsageError([...problems.values()])
  const outside = outsideIn(contract.document).map(({ reference, path }) =>
    lineFor(contract, {
      pointer: joinPointer('', ...path),
      fact: `"${reference}" is in another document`,
    }),
  )
  return [...unjudged.values(), ...outside]
}

type Judged = { readonly operation: Operation; readonly pointer: string }

/** Then it is named as what it is: in another document. */
function isOutsideAt(
  ...[{ document }, { pointer }, { range }]: [
    Contract,
    DocumentedResponse,
    DocumentedMediaType,
  ]
): boolean {
  return [pointer, joinPointer(pointer, 'content', range)].some((at) =>
    isOutside(objectOr(resolvePointer(document, at))),
  )
}

function lineFor(contract: Contract, { pointer, fact }: Unjudged): string {
  return `not judged: ${renderPlace(placeOf(contract, pointer))}: ${fact}`
}

function placeOf(contract: Contract, pointer: string): Place {
  const line = lineOf(contract, pointer) ?? 1
  return { file: contract.file, line, column: 1 }
}
