/** Encodings: compares how the properties of a form are written. */
import { locate } from '../../contract/document/refs.ts'
import type { JsonObject } from '../../model/contract.ts'
import { joinPointer, resolvePointer } from '../../model/json-pointer.ts'
import { objectOr } from '../../model/json.ts'
import { canonical } from '../schemas/canonical.ts'
import type { MemberDelta } from '../schemas/delta.ts'
import type { Both, Documents } from '../schemas/pairing.ts'
import { namesOf } from './governing.ts'
import type { Body } from './surface.ts'

/** Of the content types that both bodies have. */
export function compareEncodings(
  { old, new: fresh }: Both<Body>,
  documents: Documents,
): readonly MemberDelta[] {
  return namesOf(old.encoded, fresh.encoded).flatMap((range) => {
    if (!old.contents.has(range) || !fresh.contents.has(range)) return []
    const media = {
      old: mediaOf(old, { range, document: documents.old }),
      new: mediaOf(fresh, { range, document: documents.new }),
    }
    const names = new Set([
      ...Object.keys(media.old.encoding),
      ...Object.keys(media.new.encoding),
    ])
    return [...names].flatMap((name) => compareEncoding(name, media))
  })
}

type Media = {
  readonly document: JsonObject
  /** Of the body where the media type has no encoding. */
  readonly pointer: string
  readonly encoding: JsonObject
  readonly schema: readonly string[]
}

function mediaOf(
  { encoded, contents, pointer }: Body,
  { range, document }: { readonly range: string; document: JsonObject },
): Media {
  const at = encoded.get(range)
  const media = at === undefined ? {} : objectOr(resolvePointer(document, at))
  return {
    document,
    pointer: at === undefined ? pointer : joinPointer(at, 'encoding'),
    encoding: objectOr(media['encoding']),
    schema: contents.get(range) ?? [],
  }
}

function compareEncoding(
  name: string,
  { old, new: fresh }: Both<Media>,
): readonly MemberDelta[] {
  const [before, after] = [spelling(name, old), spelling(name, fresh)]
  // A property that only one of them has is a change of its own.
  if (before === undefined || after === undefined || before === after) return []
  const at = ({ pointer, encoding }: Media): string =>
    name in encoding ? joinPointer(pointer, name) : pointer
  return [
    {
      kind: 'member',
      of: 'parameter',
      event: 'respelt',
      name,
      isRequired: false,
      isClosed: false,
      before,
      after,
      old: at(old),
      new: at(fresh),
    },
  ]
}

/** Style and explode of a single value are not seen; the content type has a
 * default for each type of value (OpenAPI 3.0.3 §4.7.15). */
function spelling(name: string, media: Media): string | undefined {
  const property = propertyOf(name, media)
  if (!property) return undefined
  const encoding = objectOr(media.encoding[name])
  const { headers, contentType = mediaFor(property, media.document) } = encoding
  const { style = 'form', allowReserved = false } = encoding
  const { explode = style === 'form' } = encoding
  const isSingle = /^(?:string|number|integer|boolean)$/.test(
    String(property['type']),
  )
  return [
    `content ${String(contentType)}`,
    ...(isSingle ? [] : [`style ${String(style)}, explode ${String(explode)}`]),
    ...(allowReserved === true ? ['reserved characters as they are'] : []),
    ...(headers === undefined ? [] : [`headers ${canonical(headers)}`]),
  ].join(', ')
}

function propertyOf(
  name: string,
  { document, schema }: Media,
): JsonObject | undefined {
  const [pointer] = schema
  if (pointer === undefined) return undefined
  const object = locate(document, pointer)
  if (!(name in objectOr(object.node['properties']))) return undefined
  return locate(document, joinPointer(object.pointer, 'properties', name)).node
}

function mediaFor(property: JsonObject, document: JsonObject): string {
  const { type, format, items } = property
  if (type === 'array') {
    const { $ref } = objectOr(items)
    const item =
      typeof $ref === 'string'
        ? locate(document, $ref.slice(1)).node
        : objectOr(items)
    return mediaFor(item, document)
  }
  if (type === 'object') return 'application/json'
  return format === 'binary' || format === 'base64'
    ? 'application/octet-stream'
    : 'text/plain'
}
