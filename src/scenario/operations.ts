/** Finds the operation and the credential of a call in one row of the matrix. */
import type { Contract, JsonValue, Operation } from '../model/contract.ts'
import { groupBy } from '../model/group-by.ts'
import type { Credential, InvalidCredential, Row } from '../model/scenario.ts'
import { isJsonObject } from '../model/json.ts'
import { resolve, type Resolved } from './template.ts'

/** The operations of each path. */
type PathIndex = ReadonlyMap<string, readonly Operation[]>

const indexes = new WeakMap<Contract, PathIndex>()

/** Indexed once for a contract. */
export function pathsOf(contract: Contract): PathIndex {
  const known = indexes.get(contract)
  if (known) return known
  const index = groupBy(contract.operations.values(), ({ path }) => path)
  indexes.set(contract, index)
  return index
}

/** Without a method it is POST where the path has it, else the only one. */
export function chooseOperation(
  operations: readonly Operation[],
  method: string | undefined,
): Operation | undefined {
  const [only, ...more] = operations
  if (method !== undefined)
    return operations.find((operation) => operation.method === method)
  const post = operations.find((operation) => operation.method === 'POST')
  return post ?? (more.length === 0 ? only : undefined)
}

/** Fills a template in which only names of the matrix may stand. */
export function resolveInRow(
  value: JsonValue,
  row: Pick<Row, 'values'>,
): Resolved {
  return resolve(value, {
    values: new Map([['matrix', row.values]]),
    caseStartMs: 0,
    uuid: () => '',
  })
}

/** Reads an `as` without templates; undefined where it is not a credential. */
export function credentialOf(
  value: JsonValue | undefined,
): Exclude<Credential, InvalidCredential> | undefined {
  if (value === undefined) return { kind: 'default' }
  if (value === 'none') return { kind: 'none' }
  if (typeof value === 'string') return { kind: 'scheme', scheme: value }
  const [entry, ...more] = isJsonObject(value) ? Object.entries(value) : []
  if (!entry || more.length > 0) return undefined
  const [scheme, token] = entry
  if (typeof token !== 'string') return undefined
  return { kind: 'token', scheme, token }
}
