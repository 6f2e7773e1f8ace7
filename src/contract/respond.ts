/** Chooses the documented response and media type that a reply is judged by. */
import { fitOf } from './media-type.ts'
import type {
  DocumentedMediaType,
  DocumentedResponse,
  Operation,
} from '../model/contract.ts'

/** The exact code, else its range, else `default` (OpenAPI 3.0.3 §4.7.16). */
export function findResponse(
  operation: Operation,
  status: number,
): DocumentedResponse | undefined {
  const exact = String(status)
  // Runs for every reply: the usual case creates no closure.
  for (const one of operation.responses) {
    if (one.statusKey === exact) return one
  }
  const range = `${Math.floor(status / 100)}XX`
  const find = (key: string): DocumentedResponse | undefined =>
    operation.responses.find((one) => one.statusKey.toUpperCase() === key)
  return find(range) ?? find('DEFAULT')
}

/** The media type that a `content-type` header falls under. */
export function findMediaType(
  response: DocumentedResponse,
  contentType: string,
): DocumentedMediaType | undefined {
  const known = chosen.get(response) ?? new Map<string, DocumentedMediaType>()
  const found = known.get(contentType) ?? choose(response, contentType)
  // The target writes the headers, so the cache has a limit.
  if (found && known.size < rememberedHeaders) known.set(contentType, found)
  chosen.set(response, known)
  return found
}

const rememberedHeaders = 32
const chosen = new WeakMap<
  DocumentedResponse,
  Map<string, DocumentedMediaType>
>()

function choose(
  { mediaTypes }: DocumentedResponse,
  contentType: string,
): DocumentedMediaType | undefined {
  let best:
    { readonly one: DocumentedMediaType; readonly fit: number } | undefined
  for (const one of mediaTypes) {
    const fit = fitOf(one.range, contentType)
    if (fit !== undefined && (!best || fit > best.fit)) best = { one, fit }
  }
  return best?.one
}
