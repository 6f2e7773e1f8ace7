/** Judges the parameters of a request by the schemas of its operation. */
import type {
  Contract,
  JsonValue,
  Operation,
  Violation,
} from '../../model/contract.ts'
import { isJsonObject, listOr, objectOr } from '../../model/json.ts'
import { resolvePointer } from '../../model/json-pointer.ts'
import { bodyPointer } from '../operations.ts'
import { createApplicable } from './applicable.ts'
import { createCompiler } from './compile.ts'
import { leavesOf } from './errors.ts'
import { exactNumbersOf } from './exact.ts'
import { forRequests } from './for-requests.ts'
import { createWalk } from './undocumented.ts'
import { violationOf } from './violations.ts'

export type RequestViolation = Omit<Violation, 'kind'> & {
  /** `read-only-sent`: it is for responses only. */
  readonly kind: Violation['kind'] | 'read-only-sent'
}

/** None where a schema cannot judge. */
export type JudgeRequest = (
  operation: Operation,
  body: JsonValue,
) => readonly RequestViolation[]

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
  const exact = exactNumbersOf(text)
  const compiler = createCompiler(document, { exact, isTagged: true })
  const matches = (at: string, value: unknown): boolean =>
    compiler.compile(at)(value)
  const walk = createWalk(document, createApplicable(document, matches))
  const readOnlyIn = (
    at: string,
    value: JsonValue,
  ): readonly RequestViolation[] => {
    const found: RequestViolation[] = []
    const onSent = (_: string, make: () => Violation): number =>
      found.push({ ...make(), kind: 'read-only-sent' })
    walk.find({ pointer: at, body: value }, { onSent, onFound: () => {} })
    return found
  }
  const violationsOf = (
    at: string,
    value: JsonValue,
  ): readonly RequestViolation[] => {
    const validate = compiler.compile(at)
    const sent = readOnlyIn(at, value)
    if (validate(value)) return sent
    const broken = leavesOf(validate.errors)
      .map((error) => violationOf(error, { ...compiler, body: value }))
      .filter(({ kind }) => kind !== 'undecided')
    return [...sent, ...broken]
  }
  return ({ pointer, parametersIn }, body) => {
    try {
      if (parametersIn === 'query')
        return parametersAt(document, pointer).flatMap(({ name, at }) => {
          const value = own(body, name)
          if (value === undefined) return []
          const found = violationsOf(at, value)
          const isFound =
            found.length > 0 && violationsOf(at, readAgain(value)).length > 0
          return isFound ? found.map((it) => below(name, it)) : []
        })
      const node = objectOr(resolvePointer(document, pointer))
      const at = bodyPointer(document, { pointer, node })
      return at === undefined ? [] : violationsOf(at, body)
    } catch {
      return [] // what does not compile says nothing about a request
    }
  }
}

function own(value: JsonValue, name: string): JsonValue | undefined {
  return isJsonObject(value) && Object.hasOwn(value, name)
    ? value[name]
    : undefined
}

/** Pointers to the schemas of the parameters in the query. */
function parametersAt(
  document: Contract['document'],
  operation: string,
): readonly { readonly name: string; readonly at: string }[] {
  const path = operation.slice(0, operation.lastIndexOf('/'))
  const lists = [operation, path].map((at) => `${at}/parameters`)
  return lists.flatMap((list) =>
    listOr(resolvePointer(document, list)).flatMap((written, index) => {
      const ref = own(written, '$ref')
      const at = typeof ref === 'string' ? ref.slice(1) : `${list}/${index}`
      const parameter = objectOr(resolvePointer(document, at))
      const { name, schema } = parameter
      return parameter['in'] === 'query' && typeof name === 'string' && schema
        ? [{ name, at: `${at}/schema` }]
        : []
    }),
  )
}

/** A query carries text: `'5'` arrives as 5 does. */
function readAgain(value: JsonValue): JsonValue {
  if (typeof value !== 'string') return value
  try {
    const read: JsonValue = JSON.parse(value)
    return read
  } catch {
    return value
  }
}

function below(name: string, violation: RequestViolation): RequestViolation {
  const { at, path } = violation
  const rest = at === '' || at.startsWith('[') ? at : `.${at}`
  return { ...violation, at: `${name}${rest}`, path: [name, ...path] }
}
