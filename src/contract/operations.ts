/** Indexes the operations of a document: parameters, security, responses. */
import type { Method } from '../model/exchange.ts'
import { requireBounds } from './document/bounds.ts'
import { flatten } from './document/flatten.ts'
import { markedNames } from './document/marked.ts'
import { joinPointer } from '../model/json-pointer.ts'
import { isJsonObject, listOr, objectOr } from '../model/json.ts'
import { isOutside } from './document/outside.ts'
import { locate, type Located } from './document/refs.ts'
import { readSecurity } from './security.ts'
import { unsendableIn } from './unsendable.ts'
import type { JsonObject, Operation, Parameter } from '../model/contract.ts'
import { readResponses } from './documented-responses.ts'

const methods: readonly Method[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']
const otherMethods: readonly Method[] = ['HEAD', 'OPTIONS', 'TRACE']

/** Every operation that a run can send, by its key, `POST /x`. Compiles no
 * schema. Throws an `Error` when there is no operation, a path does not begin
 * with "/", or a path, parameter, request body or response refers to something
 * that does not exist or that expands without end. */
export function indexOperations(
  document: JsonObject,
): ReadonlyMap<string, Operation> {
  const operations = indexMethods(document, methods)
  if (operations.size === 0) throw new Error('it has no operation')
  return operations
}

/** Those that a run never sends: `HEAD /x`. */
export function indexOtherOperations(
  document: JsonObject,
): ReadonlyMap<string, Operation> {
  return indexMethods(document, otherMethods)
}

function indexMethods(
  document: JsonObject,
  wanted: readonly Method[],
): ReadonlyMap<string, Operation> {
  const operations = new Map<string, Operation>()
  for (const path of Object.keys(objectOr(document['paths']))) {
    // After a host, `@x` or `.x` would make the URL name another host.
    if (!path.startsWith('/'))
      throw new Error(`the path "${path}" does not begin with "/"`)
    const item = locate(document, joinPointer('/paths', path))
    for (const method of wanted) {
      const word = method.toLowerCase()
      const node = item.node[word]
      if (!isJsonObject(node)) continue
      const pointer = joinPointer(item.pointer, word)
      const key: string = `${method} ${path}`
      const at = { item, operation: { pointer, node } }
      const parameters = readParameters(document, at)
      operations.set(key, {
        key: key as Operation['key'], // as: a path begins with "/" (OpenAPI 3.0.3 §4.7.8)
        method,
        path,
        pointer,
        ...parameters,
        security: readSecurity(document, node),
        responses: readResponses(document, { pointer, node }),
        ...sparse(document, { ...at, ...parameters }),
      })
    }
  }
  return operations
}

/** Only where there is something. */
function sparse(
  document: JsonObject,
  {
    parametersIn,
    parameters,
    ...at
  }: Pick<Operation, 'parametersIn' | 'parameters'> & {
    readonly item: Located
    readonly operation: Located
  },
): Pick<Operation, 'unsendable'> {
  const inBody =
    parametersIn === 'body' ? parameters.map(({ name }) => name) : undefined
  const unsendable = unsendableIn(document, { ...at, inBody })
  return unsendable.length > 0 ? { unsendable } : {}
}

/** The properties of the JSON body where there is one, else the query parameters.
 * Those of an operation replace those of its path (OpenAPI 3.0.3 §4.7.10). Path,
 * header and cookie parameters are left out. */
function readParameters(
  document: JsonObject,
  { item, operation }: { item: Located; operation: Located },
): Pick<Operation, 'parameters' | 'parametersIn' | 'hasUnknownParameters'> {
  const body = bodyPointer(document, operation)
  if (body !== undefined)
    return {
      parametersIn: 'body',
      parameters: readBody(document, body),
      ...(isOutside(locate(document, body).node) && {
        hasUnknownParameters: true,
      }),
    }
  const found = new Map<string, Parameter>()
  let hasUnknownParameters = false
  for (const owner of [item, operation])
    for (const index of listOr(owner.node['parameters']).keys()) {
      const at = joinPointer(owner.pointer, 'parameters', index)
      const { node, pointer } = locate(document, at)
      if (isOutside(node)) hasUnknownParameters = true
      if (node['in'] !== 'query') continue
      const name = String(node['name'])
      const schema = isJsonObject(node['schema'])
        ? locate(document, joinPointer(pointer, 'schema')).node
        : {}
      found.set(name, { name, isRequired: node['required'] === true, schema })
    }
  return {
    parametersIn: 'query',
    parameters: [...found.values()],
    ...(hasUnknownParameters && { hasUnknownParameters }),
  }
}

/** Media types that a JSON body may have, the best first. */
const sentAs = [/\/json\b/i, /\+json\b/i, /^application\/\*/i, /^\*\/\*/]

/** Of the schema of the JSON body, where there is one. */
export function bodyPointer(
  document: JsonObject,
  { pointer, node }: Located,
): string | undefined {
  if (!isJsonObject(node['requestBody'])) return undefined
  const body = locate(document, joinPointer(pointer, 'requestBody'))
  const content = objectOr(body.node['content'])
  const range = sentAs
    .map((form) => Object.keys(content).find((one) => form.test(one)))
    .find((one) => one !== undefined)
  return range !== undefined && 'schema' in objectOr(content[range])
    ? joinPointer(body.pointer, 'content', range, 'schema')
    : undefined
}

/** Properties of all variants; required are only those that every variant
 * requires. */
function readBody(document: JsonObject, pointer: string): readonly Parameter[] {
  requireBounds(document, pointer)
  const found = new Map<string, Parameter>()
  const visit = (at: string, isCertain: boolean): void => {
    const { parts, variants } = flatten(document, at)
    const required = new Set(
      parts.flatMap((part) => (isCertain ? listOr(part.node['required']) : [])),
    )
    const readOnly = markedNames(document, { parts, mark: 'readOnly' })
    for (const part of parts)
      for (const name of Object.keys(objectOr(part.node['properties']))) {
        const place = joinPointer(part.pointer, 'properties', name)
        const schema = locate(document, place).node
        // It "should not be sent as part of the request" (§4.7.24).
        const isRequired = required.has(name) && !readOnly.has(name)
        if (!found.has(name)) found.set(name, { name, isRequired, schema })
      }
    for (const branch of variants.flatMap((one) => one.branches))
      visit(branch, false)
  }
  visit(pointer, true)
  return [...found.values()]
}
