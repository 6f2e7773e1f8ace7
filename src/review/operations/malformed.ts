/** Malformed operations: what OpenAPI gives no meaning, so that a comparison
 * would say what is not so. Schemas are judged where they are compared. */
import { locate } from '../../contract/document/refs.ts'
import type {
  Contract,
  JsonObject,
  JsonValue,
  Operation,
} from '../../model/contract.ts'
import { joinPointer, resolvePointer } from '../../model/json-pointer.ts'
import { isJsonObject, isList, listOr, objectOr } from '../../model/json.ts'
import type { Both } from '../schemas/pairing.ts'

type Fault = {
  /** `security`, or what cannot be read with it: the whole operation. */
  readonly of: 'security' | 'operation'
  readonly why: string
}

/** Those that one contract has and the other has not. */
export function differingFaults(
  operations: Both<Operation>,
  contracts: Both<Contract>,
): readonly Fault[] {
  const old = faultsOf(contracts.old.document, operations.old)
  const fresh = faultsOf(contracts.new.document, operations.new)
  const isIn = (faults: readonly Fault[], { why }: Fault): boolean =>
    faults.some((one) => one.why === why)
  return [
    ...old.filter((one) => !isIn(fresh, one)),
    ...fresh.filter((one) => !isIn(old, one)),
  ].map(({ of, why }) => ({ of, why: shortened(why) }))
}

const longest = 200

function shortened(text: string): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text
}

/** One line each, without pointers: the same fault of both contracts is one
 * text. */
function faultsOf(
  document: JsonObject,
  { pointer }: Operation,
): readonly Fault[] {
  const node = objectOr(resolvePointer(document, pointer))
  const item = pointer.slice(0, pointer.lastIndexOf('/'))
  const parameters = [item, pointer].flatMap((at) =>
    faultsOfParameters(document, at),
  )
  const body = isJsonObject(node['requestBody'])
    ? locate(document, joinPointer(pointer, 'requestBody')).node
    : {}
  const owner = 'security' in node ? node : document
  const wrong = [
    ...parameters,
    ...unless(isJsonObject, { requestBody: node['requestBody'] }),
    ...unless(isBoolean, { of: 'requestBody', required: body['required'] }),
    ...unless(isJsonObject, { of: 'requestBody', content: body['content'] }),
    ...unless(isJsonObject, { responses: node['responses'] }),
    ...unless(isBoolean, { deprecated: node['deprecated'] }),
    ...unless(isList, { servers: node['servers'] }),
    ...unless(isList, { of: 'the document', servers: document['servers'] }),
  ]
  return [
    ...unless(isSecurity, { security: owner['security'] }).map(
      (why): Fault => ({
        of: 'security',
        why,
      }),
    ),
    ...wrong.map((why): Fault => ({ of: 'operation', why })),
  ]
}

function faultsOfParameters(
  document: JsonObject,
  owner: string,
): readonly string[] {
  const { parameters } = objectOr(resolvePointer(document, owner))
  return [
    ...unless(isList, { parameters }),
    ...listOr(parameters).flatMap((_, index) => {
      const at = joinPointer(owner, 'parameters', index)
      const { node } = locate(document, at)
      const { name = null, required, deprecated, explode, schema } = node
      const place = node['in'] ?? null
      const shown = `parameter ${JSON.stringify(name)}`
      return [
        ...unless(isText, { of: 'a parameter', name }),
        ...unless(isPlace, { of: shown, in: place }),
        ...unless(isBoolean, { of: shown, required, deprecated, explode }),
        ...unless(isJsonObject, {
          of: shown,
          schema,
          content: node['content'],
        }),
      ]
    }),
  ]
}

/** By name; `of` says whose they are. */
type Members = { readonly of?: string } & Readonly<
  Record<string, JsonValue | undefined>
>

type Check = (value: JsonValue) => boolean

/** What is absent is right. */
function unless(
  check: Check,
  { of: owner, ...members }: Members,
): readonly string[] {
  return Object.entries(members).flatMap(([name, value]) => {
    if (value === undefined || check(value)) return []
    const of = owner === undefined ? '' : ` of ${owner}`
    return [
      `"${name}"${of} is ${JSON.stringify(value)}, which OpenAPI 3.0 gives no meaning`,
    ]
  })
}

function isBoolean(value: JsonValue): boolean {
  return typeof value === 'boolean'
}

function isText(value: JsonValue): boolean {
  return typeof value === 'string'
}

function isPlace(value: JsonValue): boolean {
  return ['query', 'path', 'header', 'cookie'].includes(String(value))
}

/** A list of objects of lists of texts. */
function isSecurity(value: JsonValue): boolean {
  return (
    isList(value) &&
    value.every(
      (one) =>
        isJsonObject(one) &&
        Object.values(one).every(
          (scopes) => isList(scopes) && scopes.every(isText),
        ),
    )
  )
}
