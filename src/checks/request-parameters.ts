/** Request parameters: what a request names, in its query or its body. */
import type { JsonObject } from '../model/contract.ts'
import type { Request } from '../model/exchange.ts'
import { objectOr } from '../model/json.ts'

export function parametersOf({ query, body }: Request): JsonObject {
  return { ...Object.fromEntries(query), ...bodyOf(body) }
}

function bodyOf(text: string | undefined): JsonObject {
  if (text === undefined) return {}
  try {
    const value: unknown = JSON.parse(text)
    return objectOr(value)
  } catch {
    return {} // the client sent no JSON: it names nothing
  }
}
