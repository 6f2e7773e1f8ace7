/** Reads the responses of an operation: statuses, media types, headers. */
import { joinPointer } from '../model/json-pointer.ts'
import { isJsonObject, objectOr } from '../model/json.ts'
import type {
  DocumentedHeader,
  DocumentedMediaType,
  DocumentedResponse,
  JsonObject,
} from '../model/contract.ts'
import { locate, type Located } from './document/refs.ts'

export function readResponses(
  document: JsonObject,
  { pointer, node }: Located,
): readonly DocumentedResponse[] {
  return Object.keys(objectOr(node['responses'])).map((statusKey) => {
    const at = joinPointer(pointer, 'responses', statusKey)
    const response = locate(document, at)
    const content = Object.entries(objectOr(response.node['content']))
    const mediaTypes = content.map(([range, media]): DocumentedMediaType => ({
      range,
      ...('schema' in objectOr(media) && {
        schemaPointer: joinPointer(
          response.pointer,
          'content',
          range,
          'schema',
        ),
      }),
    }))
    const { pointer: place } = response
    const headers = readHeaders(document, response)
    const documented = { statusKey, pointer: place, mediaTypes }
    return headers.length > 0 ? { ...documented, headers } : documented
  })
}

/** Without `Content-Type`, which "SHALL be ignored" (OpenAPI 3.0.3 §4.7.17). */
function readHeaders(
  document: JsonObject,
  response: Located,
): readonly DocumentedHeader[] {
  return Object.keys(objectOr(response.node['headers']))
    .filter((name) => name.toLowerCase() !== 'content-type')
    .map((name) => {
      const at = joinPointer(response.pointer, 'headers', name)
      const { node, pointer } = locate(document, at)
      return {
        name,
        pointer,
        isRequired: node['required'] === true,
        ...('style' in node && { style: String(node['style']) }),
        ...(node['explode'] === true && { isExploded: true }),
        ...describedBy({ node, pointer }),
      }
    })
}

/** "The map MUST only contain one entry" (OpenAPI 3.0.3 §4.7.12). */
function describedBy({
  node,
  pointer,
}: Located): Pick<DocumentedHeader, 'schemaPointer' | 'mediaType'> {
  const [mediaType] = Object.keys(objectOr(node['content']))
  const steps = mediaType === undefined ? [] : ['content', mediaType]
  const schemaPointer = joinPointer(pointer, ...steps, 'schema')
  const holder =
    mediaType === undefined ? node : objectOr(node['content'])[mediaType]
  return {
    ...(mediaType !== undefined && { mediaType }),
    ...(isJsonObject(objectOr(holder)['schema']) && { schemaPointer }),
  }
}
