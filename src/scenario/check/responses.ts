/** Checks expectations and saves against the documented responses: a name that the
 * contract does not have would blame the API for a mistake of ours. */
import { findResponse } from '../../contract/respond.ts'
import { formOf } from '../../contract/media-type.ts'
import type { JsonObject, JsonValue, Operation } from '../../model/contract.ts'
import { listOr, objectOr } from '../../model/json.ts'
import type { Path } from '../../model/path.ts'
import { own, textOf } from '../json.ts'
import { parsePath } from '../path.ts'
import type { Fault, Source } from '../parse/source.ts'
import { calledBy, type Against } from './operations.ts'
import { checkPath, checkValue, type Place } from './response-names.ts'

export function checkResponses(
  source: Source,
  against: Against,
): readonly Fault[] {
  return listOr(own(source.value, 'steps')).flatMap((step, index) => {
    const path = ['steps', index]
    const found = calledBy(step, against).flatMap((operation) => {
      const bodies = { operation, document: against.contract.document }
      return [
        ...checkExpected(step, { ...bodies, path }),
        ...checkSaves(step, { ...bodies, path }),
      ]
    })
    return firstOfEach(found)
  })
}

/** The rows of a matrix may call several operations. */
function firstOfEach(faults: readonly Fault[]): readonly Fault[] {
  const spots = faults.map(({ spot }) => JSON.stringify(spot))
  return faults.filter(
    (_, index) => spots.indexOf(spots[index] ?? '') === index,
  )
}

type Bodies = {
  readonly document: JsonObject
  readonly operation: Operation
}

type Called = Bodies & { readonly path: Path }

function checkExpected(step: JsonValue, called: Called): readonly Fault[] {
  const statuses = statusesOf(step)
  const parts = [
    [own(step, 'expect'), [...called.path, 'expect']] as const,
    ...Object.entries(objectOr(own(step, 'assume'))).map(
      ([name, wanted]) => [wanted, [...called.path, 'assume', name]] as const,
    ),
  ]
  return parts.flatMap(([wanted, spot]) =>
    wanted === undefined
      ? []
      : checkValue(wanted, rootOf({ ...called, statuses, spot })),
  )
}

/** Only a success is saved from: of a step that wants none, that of the operation. */
function checkSaves(step: JsonValue, called: Called): readonly Fault[] {
  const wanted = statusesOf(step).filter((status) => status < 300)
  const statuses = wanted.length > 0 ? wanted : [200]
  return Object.entries(objectOr(own(step, 'save'))).flatMap(([name, save]) => {
    const spot = [...called.path, 'save', name]
    const text = textOf(save)
    const from = text ?? textOf(own(save, 'from'))
    const path = from === undefined ? undefined : parsePath(from)
    const at = text === undefined ? [...spot, 'from'] : spot
    return path
      ? checkPath(path, rootOf({ ...called, statuses, spot: at }))
      : []
  })
}

function statusesOf(step: JsonValue): readonly number[] {
  const written = own(step, 'expect_status') ?? 200
  return [written].flat().filter((it) => typeof it === 'number')
}

function rootOf({
  document,
  operation,
  statuses,
  spot,
}: Bodies & {
  readonly statuses: readonly number[]
  readonly spot: Path
}): Place {
  const found = statuses.map((status) => ({
    status,
    schemas: schemasOf(operation, status),
  }))
  const known = found.filter(({ schemas }) => schemas.length > 0)
  return {
    document,
    spot,
    at: [],
    schemas: known.flatMap(({ schemas }) => schemas),
    isMixed: known.length < found.length,
    whose: `The ${known.map(({ status }) => status).join(' or ')} of ${operation.key}`,
  }
}

/** None where the contract leaves the body open. */
function schemasOf(operation: Operation, status: number): readonly string[] {
  const { mediaTypes = [] } = findResponse(operation, status) ?? {}
  const known = mediaTypes
    .filter(({ range }) => formOf(range) === 'json')
    .map(({ schemaPointer }) => schemaPointer)
  return known.every((pointer) => pointer !== undefined) ? known : []
}
