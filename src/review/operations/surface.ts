/** Surfaces: what one operation accepts and returns, in a form that does not
 * depend on where the contract writes it. */
import { locate, type Located } from '../../contract/document/refs.ts'
import type { JsonObject, JsonValue, Operation } from '../../model/contract.ts'
import { joinPointer, resolvePointer } from '../../model/json-pointer.ts'
import { isJsonObject, listOr, objectOr } from '../../model/json.ts'
import type { Spot } from '../schemas/alternative.ts'

export type Input = {
  readonly in: string
  /** As people read it: `limit`, `header x-page`. */
  readonly label: string
  readonly pointer: string
  readonly isRequired: boolean
  readonly isDeprecated: boolean
  readonly spot: Spot
  /** How lists and objects are written. */
  readonly style: string
  readonly explode: boolean
  /** Where the text is of a content type, not of a style. */
  readonly media?: string
}

/** Media type → the schemas of the body. */
export type Contents = ReadonlyMap<string, Spot>

export type Body = {
  readonly pointer: string
  readonly isRequired: boolean
  readonly contents: Contents
  /** JSON pointers of the media types that say how properties are written. */
  readonly encoded: ReadonlyMap<string, string>
}

export type Reply = {
  readonly pointer: string
  readonly headers: ReadonlyMap<string, Header>
  readonly contents: Contents
}

export type Header = {
  readonly pointer: string
  readonly isRequired: boolean
  readonly spot: Spot
  readonly media?: string
}

export type Surface = {
  readonly operation: Operation
  readonly node: JsonObject
  /** By place and name. */
  readonly inputs: ReadonlyMap<string, Input>
  readonly body?: Body
  /** By status, `4XX` or `default`. */
  readonly replies: ReadonlyMap<string, Reply>
}

export function readSurface(
  document: JsonObject,
  operation: Operation,
): Surface {
  const { pointer } = operation
  const node = objectOr(resolvePointer(document, pointer))
  const body = readBody(document, { pointer, node })
  return {
    operation,
    node,
    inputs: readInputs(document, operation),
    ...(body && { body }),
    replies: new Map(
      Object.keys(objectOr(node['responses']))
        .filter((status) => !status.startsWith('x-'))
        .map((status) => {
          const at = joinPointer(pointer, 'responses', status)
          return [status.replaceAll('x', 'X'), readReply(document, at)]
        }),
    ),
  }
}

/** OpenAPI gives these headers no meaning as parameters (3.0.3 §4.7.12.1). */
const ownHeaders = new Set(['accept', 'content-type', 'authorization'])

/** Those of an operation replace those of its path (OpenAPI 3.0.3 §4.7.10). */
function readInputs(
  document: JsonObject,
  { pointer, path }: Operation,
): ReadonlyMap<string, Input> {
  const placeholders = [...path.matchAll(/\{([^}]*)\}/g)].map(([, it]) => it)
  const item = locate(document, pointer.slice(0, pointer.lastIndexOf('/')))
  const own = { pointer, node: objectOr(resolvePointer(document, pointer)) }
  const found = new Map<string, Input>()
  for (const owner of [item, own])
    for (const index of listOr(owner.node['parameters']).keys()) {
      const at = joinPointer(owner.pointer, 'parameters', index)
      const located = locate(document, at)
      const { name = '', in: place = '' } = located.node
      const lower = String(name).toLowerCase()
      if (place === 'header' && ownHeaders.has(lower)) continue
      const position = placeholders.indexOf(String(name))
      const id =
        place === 'path' ? position : place === 'header' ? lower : String(name)
      found.set(`${String(place)} ${id}`, readInput(document, located))
    }
  return found
}

function readInput(document: JsonObject, { pointer, node }: Located): Input {
  const place = String(node['in'])
  const name = String(node['name'])
  const style =
    node['style'] ?? (['path', 'header'].includes(place) ? 'simple' : 'form')
  return {
    in: place,
    label: place === 'query' || place === 'path' ? name : `${place} ${name}`,
    pointer,
    isRequired: node['required'] === true,
    isDeprecated: node['deprecated'] === true,
    ...readValue(document, { pointer, node }),
    style: String(style),
    explode: (node['explode'] ?? style === 'form') === true,
  }
}

/** A parameter or a header has a schema, or a content with one. */
function readValue(
  document: JsonObject,
  { pointer, node }: Located,
): Pick<Input, 'spot' | 'media'> {
  if (isJsonObject(node['schema']))
    return { spot: [joinPointer(pointer, 'schema')] }
  const [content] = readContents(document, { pointer, node })
  return content ? { media: content[0], spot: content[1] } : { spot: [] }
}

function readBody(
  document: JsonObject,
  { pointer, node }: Located,
): Body | undefined {
  if (!isJsonObject(node['requestBody'])) return undefined
  const located = locate(document, joinPointer(pointer, 'requestBody'))
  return {
    pointer: located.pointer,
    isRequired: located.node['required'] === true,
    contents: readContents(document, located),
    encoded: new Map(
      Object.entries(objectOr(located.node['content']))
        .filter(([, media]) => isJsonObject(objectOr(media)['encoding']))
        .map(([range]) => [
          mediaName(range),
          joinPointer(located.pointer, 'content', range),
        ]),
    ),
  }
}

function readReply(document: JsonObject, at: string): Reply {
  const located = locate(document, at)
  const { pointer, node } = located
  const headers = Object.keys(objectOr(node['headers']))
    .filter((name) => name.toLowerCase() !== 'content-type')
    .map((name): [string, Header] => {
      const header = locate(document, joinPointer(pointer, 'headers', name))
      return [
        name.toLowerCase(),
        {
          pointer: header.pointer,
          isRequired: header.node['required'] === true,
          ...readValue(document, header),
        },
      ]
    })
  return {
    pointer,
    headers: new Map(headers),
    contents: readContents(document, located),
  }
}

/** Without parameters, in lower case. */
function mediaName(range: string): string {
  return (range.split(';')[0] ?? range).trim().toLowerCase()
}

function readContents(
  document: JsonObject,
  { pointer, node }: Located,
): Contents {
  const content: JsonValue = node['content'] ?? {}
  const ranges = Object.keys(objectOr(content)).map((range): [string, Spot] => {
    const media = joinPointer(pointer, 'content', range)
    const { schema } = objectOr(resolvePointer(document, media))
    return [
      mediaName(range),
      isJsonObject(schema) ? [joinPointer(media, 'schema')] : [],
    ]
  })
  return new Map(ranges)
}
