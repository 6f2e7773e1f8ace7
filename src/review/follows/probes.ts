/** Probes: requests of operations that change nothing. How an API answers them
 * shows which contract it follows. */
import type {
  Contract,
  JsonObject,
  JsonValue,
  Operation,
} from '../../model/contract.ts'
import type { Request } from '../../model/exchange.ts'
import { isJsonObject } from '../../model/json.ts'
import { toRequest } from '../../scenario/request.ts'
import type { Change } from '../roots.ts'
import type { Both } from '../schemas/pairing.ts'

export type Probe = {
  readonly operation: Operation
  /** Without a credential. */
  readonly request: Request
  /** A scheme, `none`, or `own`: the best one that is configured. */
  readonly credential: string
}

export type Probes = {
  readonly probes: readonly Probe[]
  /** Changes of requests that have no example, or none that only reads. */
  readonly unprobed: number
}

/** A contract may change in more ways than a target should be asked about. */
const most = 100

type Context = {
  readonly contracts: Both<Contract>
  /** Keys of the operations that change nothing. */
  readonly reads: ReadonlySet<string>
}

export function probesOf(changes: readonly Change[], context: Context): Probes {
  const asked = changes
    .filter(({ code }) => /^(?:request|auth|operation)-/.test(code))
    .filter(({ code }) => !code.endsWith('-deprecated'))
    .map((change) => probesFor(change, context))
  const unique = new Map(
    asked.flat().map((probe) => [JSON.stringify(probe), probe]),
  )
  return {
    probes: [...unique.values()].slice(0, most),
    unprobed: asked.filter((probes) => probes.length === 0).length,
  }
}

function probesFor(change: Change, context: Context): readonly Probe[] {
  const { contracts, reads } = context
  return change.operations
    .filter((key) => reads.has(key))
    .flatMap((key): readonly Probe[] => {
      const old = contracts.old.operations.get(key)
      const operation = contracts.new.operations.get(key) ?? old
      if (!operation) return []
      const parameters = parametersOf(change, old ?? operation)
      if (!parameters || !canBeSent(parameters, operation)) return []
      const { method, path } = operation
      const request = toRequest({ method, path, parameters }, operation)
      return credentialsOf(change).map((credential) => ({
        operation,
        request,
        credential,
      }))
    })
}

/** Undefined where there is no example, or where the old contract requires more
 * than the example has. */
function parametersOf(
  { code, witness }: Change,
  old: Operation,
): JsonObject | undefined {
  const asked = exampleOf(witness)
  const needsNone =
    /^(?:auth|operation)-/.test(code) ||
    code === 'request-parameter-required-new' ||
    code === 'request-parameter-became-required'
  const parameters = asked ?? (needsNone ? {} : undefined)
  const isWhole = old.parameters.every(
    ({ name, isRequired }) =>
      !isRequired || Object.hasOwn(parameters ?? {}, name),
  )
  return isWhole ? parameters : undefined
}

/** Of the body, or of one parameter of the query. */
function exampleOf(witness: Change['witness']): JsonObject | undefined {
  if (witness?.of !== 'request') return undefined
  const { part, value } = witness
  if (part === 'body') return isJsonObject(value) ? value : undefined
  return /^(?:header|cookie) /.test(part) ? undefined : { [part]: value }
}

/** A query has no null and no objects. */
function canBeSent(
  parameters: JsonObject,
  { parametersIn, path }: Operation,
): boolean {
  const values = Object.values(parameters).flat()
  return (
    !path.includes('{') && (parametersIn === 'body' || values.every(isPlain))
  )
}

function credentialsOf({ code, differences }: Change): readonly string[] {
  if (code === 'auth-opened' || code === 'auth-demanded') return ['none']
  if (!code.startsWith('auth-')) return ['own']
  const schemes = differences.map(({ at }) => at)
  return [...new Set(schemes)].filter((name) => /^\w+$/.test(name))
}

function isPlain(value: JsonValue): boolean {
  return value !== null && typeof value !== 'object'
}
