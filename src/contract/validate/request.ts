/** Judges the body of a request by the schema of its operation. */
import type {
  Contract,
  JsonValue,
  Operation,
  Violation,
} from '../../model/contract.ts'
import { objectOr } from '../../model/json.ts'
import { resolvePointer } from '../../model/json-pointer.ts'
import { bodyPointer } from '../operations.ts'
import { createCompiler } from './compile.ts'
import { leavesOf } from './errors.ts'
import { exactNumbersOf } from './exact.ts'
import { forRequests } from './for-requests.ts'
import { violationOf } from './violations.ts'

/** None where the request has no JSON body, or its schema cannot judge. */
export type JudgeRequest = (
  operation: Operation,
  body: JsonValue,
) => readonly Violation[]

const judges = new WeakMap<Contract, JudgeRequest>()

/** Made once for a contract. */
export function requestJudgeOf(contract: Contract): JudgeRequest {
  const known = judges.get(contract)
  if (known) return known
  const judge = createJudge(contract)
  judges.set(contract, judge)
  return judge
}

function createJudge({ document: written, text }: Contract): JudgeRequest {
  const document = forRequests(written)
  const compiler = createCompiler(document, { exact: exactNumbersOf(text) })
  return ({ pointer, parametersIn }, body) => {
    if (parametersIn !== 'body') return []
    try {
      const node = objectOr(resolvePointer(document, pointer))
      const at = bodyPointer(document, { pointer, node })
      const validate = at === undefined ? undefined : compiler.compile(at)
      if (!validate || validate(body)) return []
      return leavesOf(validate.errors)
        .map((error) => violationOf(error, { ...compiler, body }))
        .filter(({ kind }) => kind !== 'undecided')
    } catch {
      return [] // what does not compile says nothing about a request
    }
  }
}
