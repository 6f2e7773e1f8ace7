/** Describes a response in a few words: status, content type, excerpt or error. */
import { essenceOf } from '../contract/media-type.ts'
import { headerOf } from '../model/exchange.ts'
import type { Reply } from '../model/exchange.ts'

const longestExcerpt = 80

/** `404 text/plain "Not Found"`, or `400 invalid_input: expected a uuid`. */
export function describeReply(reply: Reply): string {
  const error = errorOf(reply.body)
  if (error) return `${reply.status} ${error}`
  const type = mediaTypeOf(reply)
  const excerpt = excerptOf(reply.body)
  if (type !== undefined)
    return `${reply.status} ${type}${excerpt === undefined ? ', no body' : ` ${excerpt}`}`
  const body = excerpt === undefined ? 'no body' : `body ${excerpt}`
  return `${reply.status}, no content type, ${body}`
}

/** The media type without its parameters, lower case. */
export function mediaTypeOf(reply: Reply): string | undefined {
  const header = headerOf(reply.headers, 'content-type')
  return (header && essenceOf(header)) || undefined
}

function excerptOf(body: string): string | undefined {
  const line = body.replaceAll(/\s+/g, ' ').trim()
  if (line === '') return undefined
  const isLong = line.length > longestExcerpt
  return JSON.stringify(isLong ? `${line.slice(0, longestExcerpt)}…` : line)
}

/** Seam's error body is `{ error: { type, message } }`. */
function errorOf(body: string): string | undefined {
  if (!body.startsWith('{')) return undefined
  try {
    const { error }: { readonly error?: unknown } = JSON.parse(body)
    if (typeof error !== 'object' || error === null) return undefined
    const { type, message } = error as Readonly<Record<string, unknown>> // checked
    if (typeof type !== 'string') return undefined
    if (typeof message !== 'string') return type
    const most = 2 * longestExcerpt
    return `${type}: ${message.slice(0, most)}${message.length > most ? '…' : ''}`
  } catch {
    return undefined // not JSON: the caller quotes it as text
  }
}
