/** Finds what the contract asks of a request that no request of ours has. */
import { joinPointer } from '../model/json-pointer.ts'
import { isJsonObject, listOr, objectOr } from '../model/json.ts'
import { whyUnsatisfied } from './credential-forms.ts'
import { readSecurity } from './security.ts'
import { urlsOf } from './servers.ts'
import { locate, type Located } from './document/refs.ts'
import type { JsonObject, Unsendable } from '../model/contract.ts'

/** Parameters and bodies; the parameters of an operation replace those of its
 * path (OpenAPI 3.0.3 §4.7.10). */
export function unsendableIn(
  document: JsonObject,
  {
    item,
    operation,
    inBody,
  }: {
    readonly item: Located
    readonly operation: Located
    /** The properties of the JSON body; undefined where it has none. */
    readonly inBody: readonly string[] | undefined
  },
): readonly Unsendable[] {
  const found = new Map<string, JsonObject>()
  for (const owner of [item, operation])
    for (const index of listOr(owner.node['parameters']).keys()) {
      const at = joinPointer(owner.pointer, 'parameters', index)
      const { node } = locate(document, at)
      found.set(`${String(node['in'])} ${String(node['name'])}`, node)
    }
  return [
    ...[...found.values()].flatMap((node) => ofParameter(node, inBody)),
    ...ofBody(document, operation),
    ...ofSecurity(document, operation),
    ...ofServers(document, { item, operation }),
  ]
}

function ofParameter(
  node: JsonObject,
  inBody: readonly string[] | undefined,
): readonly Unsendable[] {
  const place = String(node['in'])
  const name = String(node['name'])
  // Such a definition "shall be ignored" (§4.7.12.1).
  if (
    place === 'header' &&
    /^(?:accept|content-type|authorization)$/i.test(name)
  )
    return []
  if (place !== 'query') {
    const isRequired = place === 'path' || node['required'] === true
    return isRequired ? [{ fact: `the ${place} parameter "${name}"` }] : []
  }
  if (inBody) {
    // Of two with one name, the one in the body is sent.
    const isRequired = node['required'] === true
    if (inBody.includes(name) && !isRequired) return []
    const fact = `the query parameter "${name}" beside a body`
    return [{ parameter: name, fact, ...(isRequired && { isRequired }) }]
  }
  const { style = 'form', explode = style === 'form' } = node
  const { $ref, type } = objectOr(node['schema'])
  const isPlain =
    $ref === undefined &&
    type !== undefined &&
    !/array|object/.test(String(type))
  // Of one text, the style says nothing; lists repeat their name.
  const isUsual = style === 'form' && explode === true && type !== 'object'
  if ('content' in node)
    return [{ parameter: name, fact: `"${name}" in a media type of its own` }]
  if (isPlain || isUsual) return []
  const how = `style ${String(style)}, explode ${String(explode)}`
  return [
    { parameter: name, fact: `the query parameter "${name}" with ${how}` },
  ]
}

function ofBody(
  document: JsonObject,
  { node, pointer }: Located,
): readonly Unsendable[] {
  if (!isJsonObject(node['requestBody'])) return []
  const body = locate(document, joinPointer(pointer, 'requestBody'))
  const types = Object.keys(objectOr(body.node['content']))
  const isSent = types.length === 0 || types.some((one) => isJson.test(one))
  return isSent ? [] : [{ fact: `a body of ${types.join(' or ')}` }]
}

/** A body is sent as `application/json`. */
const isJson = /^\s*(?:application\/(?:json\b|\*)|\*\/\*)/i

/** Where none of the alternatives is one credential in a header. */
function ofSecurity(
  document: JsonObject,
  { node }: Located,
): readonly Unsendable[] {
  const facts = readSecurity(document, node).map((alternative) =>
    alternative === '' ? undefined : whyUnsatisfied(document, alternative),
  )
  if (facts.length === 0 || facts.includes(undefined)) return []
  return [{ isCredential: true, fact: facts.join(', or ') }]
}

/** "An alternative `server` array" (OpenAPI 3.0.3 §4.7.10): the target stands for
 * those of the document alone. */
function ofServers(
  document: JsonObject,
  { item, operation }: { readonly item: Located; readonly operation: Located },
): readonly Unsendable[] {
  const own = [operation, item]
    .map(({ node }) => listOr(node['servers']))
    .find((servers) => servers.length > 0)
  if (!own) return []
  const common = new Set(listOr(document['servers']).flatMap(urlsOf))
  const urls = own.flatMap(urlsOf)
  if (urls.some((url) => common.has(url))) return []
  const shown = urls.slice(0, 3).map((url) => `"${url}"`)
  return [{ fact: `requests to ${shown.join(' or ')}, a server of its own` }]
}
