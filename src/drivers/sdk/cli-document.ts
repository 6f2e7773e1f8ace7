/** CLI document: what a CLI gets when it asks for the description of the API. It
 * makes its commands of it, and needs a sentence at each part; the contract has
 * none, so each gets its own name. */
import { isJsonObject, listOr, objectOr } from '../../model/json.ts'
import type { Contract, JsonObject, JsonValue } from '../../model/contract.ts'
import type { Transport } from '../../transport/transport.ts'

export const documentPath = '/openapi.json'

/** @returns JSON. */
export function documentFor({ document }: Contract): string {
  const { paths, components, ...rest } = document
  const { schemas, ...others } = objectOr(components)
  return JSON.stringify({
    ...rest,
    paths: mapValues(paths, (item, path) =>
      mapValues(item, (operation) => described(operation, path)),
    ),
    components: { ...others, schemas: mapValues(schemas, described) },
  })
}

/** Maps of names to schemas or the like. */
const maps = new Set(['properties', 'responses', 'content'])

/** `x-deprecated` must say why. */
function described(value: JsonValue, name: string): JsonValue {
  if (Array.isArray(value)) return value.map((item) => described(item, name))
  if (!isJsonObject(value) || '$ref' in value) return value
  const inside = Object.entries(value).map(([key, inner]) => {
    if (key === 'x-deprecated') return [key, 'deprecated']
    if (maps.has(key)) return [key, mapValues(inner, described)]
    if (key === 'parameters') return [key, namedParameters(inner)]
    const isPart = ['schema', 'items', 'requestBody'].includes(key)
    return [key, isPart ? described(inner, name) : inner]
  })
  return {
    description: name,
    summary: name,
    'x-title': name,
    ...Object.fromEntries(inside),
  }
}

function namedParameters(parameters: JsonValue): JsonValue {
  return listOr(parameters).map((one) =>
    described(one, String(objectOr(one).name)),
  )
}

function mapValues(
  map: JsonValue | undefined,
  change: (value: JsonValue, name: string) => JsonValue,
): JsonObject {
  return Object.fromEntries(
    Object.entries(objectOr(map)).map(([name, value]) => [
      name,
      change(value, name),
    ]),
  )
}

/** Answers for the document itself, and sends all else. */
export function withDocument(
  transport: Transport,
  document: string,
): Transport {
  return {
    ...transport,
    send: async (request) =>
      request.path === documentPath
        ? {
            request,
            result: {
              kind: 'reply',
              status: 200,
              statusText: 'OK',
              headers: [['content-type', 'application/json']],
              body: document,
              isUtf8: true,
            },
            fidelity: 'wire',
            startedAtMs: Date.now(),
            durationMs: 0,
          }
        : transport.send(request),
  }
}
