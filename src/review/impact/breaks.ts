/** Breaks: what one call of a scenario loses under a new contract. */
import { findResponse } from '../../contract/respond.ts'
import type { Contract, Operation } from '../../model/contract.ts'
import { resolvePointer } from '../../model/json-pointer.ts'
import { objectOr } from '../../model/json.ts'
import { chooseOperation, pathsOf } from '../../scenario/operations.ts'
import { readSurface } from '../operations/surface.ts'
import type { Spot } from '../schemas/alternative.ts'
import type { Side } from '../schemas/delta.ts'
import type { Both } from '../schemas/pairing.ts'
import { createShapes, type Shapes } from '../schemas/shape.ts'
import { createJudge, type SchemaJudge } from '../witness/judge.ts'
import type { ScenarioCall } from './calls.ts'
import { findPlace } from './places.ts'

/** What breaks in one call. */
export type Break = {
  readonly about: 'operation' | 'credential' | 'request' | 'reply'
  readonly operation: string
  /** The parameter. */
  readonly name?: string
  /** JSON pointers of the schemas on the way to it, of both contracts. */
  readonly pointers: readonly string[]
}

export type Half = {
  readonly contract: Contract
  readonly shapes: Shapes
  readonly judges: Readonly<Record<Side, SchemaJudge>>
}

export function halfOf(contract: Contract): Half {
  const { document } = contract
  return {
    contract,
    shapes: createShapes(document),
    judges: {
      request: createJudge(document, 'request'),
      reply: createJudge(document, 'reply'),
    },
  }
}

export function breaksOf(
  call: ScenarioCall,
  halves: Both<Half>,
): readonly Break[] {
  const { operation, method } = call
  const { path, key } = operation
  const all = pathsOf(halves.new.contract).get(path) ?? []
  const fresh = chooseOperation(all, method)
  // Another method would be another test.
  if (!fresh || fresh.key !== key)
    return [{ about: 'operation', operation: key, pointers: [] }]
  const operations = { old: operation, new: fresh }
  return [
    ...credentialBreaks(call, { operations, halves }),
    ...requestBreaks(call, { operations, halves }),
    ...replyBreaks(call, { operations, halves }),
  ]
}

function credentialBreaks(
  { credential = 'api_key', isWanted, isRefusalExpected }: ScenarioCall,
  { operations: { old, new: fresh }, halves }: Context,
): readonly Break[] {
  const was = isAccepted(old, credential)
  const is =
    isAccepted(fresh, credential) && isKnown(credential, halves.new.contract)
  const isBroken = (isWanted && was && !is) || (isRefusalExpected && !was && is)
  return isBroken
    ? [{ about: 'credential', operation: fresh.key, pointers: [] }]
    : []
}

function isAccepted({ security }: Operation, credential: string): boolean {
  return (
    security.length === 0 ||
    security.includes('') ||
    security.includes(credential)
  )
}

/** `check` rejects a scheme that the contract does not have. */
function isKnown(
  credential: string,
  { document, operations }: Contract,
): boolean {
  const schemes = resolvePointer(document, '/components/securitySchemes')
  return (
    credential === 'none' ||
    Object.hasOwn(objectOr(schemes), credential) ||
    [...operations.values()].some((it) => it.security.includes(credential))
  )
}

type Context = {
  readonly operations: Both<Operation>
  readonly halves: Both<Half>
}

function requestBreaks(
  { names, values, isWanted, operation }: ScenarioCall,
  { operations, halves }: Context,
): readonly Break[] {
  const known = new Set(operations.new.parameters.map(({ name }) => name))
  const unknown = names.filter((name) => !known.has(name))
  const missing = operations.new.parameters
    .filter(({ name, isRequired }) => isRequired && !names.includes(name))
    .map(({ name }) => name)
  const spots = (name: string): Both<Spot | undefined> => ({
    old: parameterSpot(name, operations.old, halves.old),
    new: parameterSpot(name, operations.new, halves.new),
  })
  const wrong = Object.entries(values).filter(([name, value]) => {
    const { old, new: fresh } = spots(name)
    return (
      old &&
      fresh &&
      halves.old.judges.request(old, value).length === 0 &&
      halves.new.judges.request(fresh, value).length > 0
    )
  })
  const found = isWanted
    ? [...unknown, ...missing, ...wrong.map(([name]) => name)]
    : unknown
  return found.map((name) => {
    const { old = [], new: fresh = [] } = spots(name)
    return {
      about: 'request',
      operation: operation.key,
      name,
      pointers: [...old, ...fresh],
    }
  })
}

function parameterSpot(
  name: string,
  operation: Operation,
  { contract: { document }, shapes }: Half,
): Spot | undefined {
  const { inputs, body } = readSurface(document, operation)
  if (operation.parametersIn === 'query')
    return inputs.get(`query ${name}`)?.spot
  const [spot] = body?.contents.values() ?? []
  return spot && findPlace([name], { shapes, spot })?.spot
}

function replyBreaks(
  { reads, status, operation }: ScenarioCall,
  { operations, halves }: Context,
): readonly Break[] {
  if (reads.length === 0) return []
  const spots = {
    old: replySpot(operations.old, status),
    new: replySpot(operations.new, status),
  }
  const { old: before, new: after } = spots
  if (!before || !after) return []
  return reads.flatMap(({ path, value }): readonly Break[] => {
    const { old, new: fresh } = halves
    const was = findPlace(path, { shapes: old.shapes, spot: before })
    if (!was) return []
    const is = findPlace(path, { shapes: fresh.shapes, spot: after })
    const isRefused =
      is !== undefined &&
      value !== undefined &&
      old.judges.reply(was.spot, value).length === 0 &&
      fresh.judges.reply(is.spot, value).length > 0
    if (is && (is.isRequired || !was.isRequired) && !isRefused) return []
    const pointers = [...was.pointers, ...(is?.pointers ?? [])]
    return [{ about: 'reply', operation: operation.key, pointers }]
  })
}

function replySpot(operation: Operation, status: number): Spot | undefined {
  const pointer = findResponse(operation, status)?.mediaTypes[0]?.schemaPointer
  return pointer === undefined ? undefined : [pointer]
}
