/** Media types: which one of the contract a `content-type` falls under, and how
 * its body is read. */
import { MIMEType } from 'node:util'

/** `text`: the body is one text. `bytes`: it is neither JSON nor a text. */
export type BodyForm = 'json' | 'text' | 'bytes'

type MediaType = {
  /** Lower case. */
  readonly essence: string
  readonly parameters: ReadonlyMap<string, string>
}

/** A media type without its parameters, in lower case. */
export function essenceOf(mediaType: string): string {
  return mediaType.split(';', 1).join('').trim().toLowerCase()
}

/** JSON by its name or its suffix (RFC 6839 §3.1); a range may be JSON. */
export function formOf(mediaType: string): BodyForm {
  const essence = essenceOf(mediaType)
  if (/[/+]json$/.test(essence) || essence.endsWith('/*')) return 'json'
  return essence.startsWith('text/') ? 'text' : 'bytes'
}

/** Undefined where the text of such a type is UTF-8, or says nothing. */
export function otherCharset(mediaType: string): string | undefined {
  const charset = read(mediaType).parameters.get('charset')?.toLowerCase()
  return charset === undefined || /^(?:utf-?8|us-ascii)$/.test(charset)
    ? undefined
    : charset
}

/** How specific a documented range is for a received media type; undefined where
 * it does not include it. The most specific one wins (OpenAPI 3.0.3 §4.7.14):
 * each parameter that the contract names must be as it says (RFC 9110 §8.3.1). */
export function fitOf(range: string, received: string): number | undefined {
  const wanted = read(range)
  const { essence, parameters } = read(received)
  const width = widthOf(wanted.essence, essence)
  if (width === undefined) return undefined
  const named = [...wanted.parameters]
  const isSame = named.every(([name, value]) => {
    const found = parameters.get(name)
    if (name !== 'charset') return found === value
    // JSON has no charset (RFC 8259 §11), and UTF-8 is what a text has by default.
    if (formOf(essence) === 'json' || found === undefined) return true
    return found.toLowerCase() === value.toLowerCase()
  })
  return isSame ? width + named.length : undefined
}

/** More parameters than any type has. */
const step = 1000

function widthOf(range: string, essence: string): number | undefined {
  if (range === essence && essence !== '') return 3 * step
  const [type = '', subtype = ''] = essence.split('/')
  if (subtype === '') return undefined
  const suffix = /^([^/]+)\/\*(\+[^/]+)$/.exec(range)
  if (suffix?.[1] === type && subtype.endsWith(suffix[2] ?? '')) return 2 * step
  if (range === `${type}/*`) return step
  return range === '*/*' ? 0 : undefined
}

function read(mediaType: string): MediaType {
  try {
    const { essence, params } = new MIMEType(mediaType)
    return { essence, parameters: new Map(params) }
  } catch {
    // Not a media type: only its name can be compared.
    return { essence: essenceOf(mediaType), parameters: new Map() }
  }
}
