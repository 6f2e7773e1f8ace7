/** Parameter differences: how a request that a client wrote differs from the
 * parameters of its call. */
import { isDeepStrictEqual } from 'node:util'
import type { JsonObject, Operation } from '../model/contract.ts'
import type { Request } from '../model/exchange.ts'
import { isJsonObject } from '../model/json.ts'
import { jsonText } from '../model/json-text.ts'
import { parseJson } from '../model/json-text.ts'
import { own } from './json.ts'
import { toRequest } from './request.ts'

export type ParameterDifference = {
  readonly name: string
  readonly kind: 'lost' | 'changed' | 'added'
}

/** Empty if the client sent the parameters of the call: in the query, where all
 * values are text, or in the body. Undefined if the body is no JSON object. */
export function parameterDifferences(
  { query, body }: Pick<Request, 'query' | 'body'>,
  {
    operation: { method, path },
    parameters,
  }: {
    readonly operation: Pick<Operation, 'method' | 'path'>
    readonly parameters: JsonObject
  },
): readonly ParameterDifference[] | undefined {
  const inBody = body === undefined ? {} : objectIn(body)
  if (!inBody) return undefined
  const wanted = objectIn(jsonText(parameters))
  const texts = textsOf(query)
  const asTexts = textsOf(
    toRequest({ method, path, parameters }, { parametersIn: 'query' }).query,
  )
  const isRight = (name: string): boolean =>
    Object.hasOwn(inBody, name)
      ? !texts.has(name) &&
        isDeepStrictEqual(own(inBody, name), own(wanted, name))
      : isDeepStrictEqual(texts.get(name), asTexts.get(name))
  const sent = new Set([...Object.keys(inBody), ...texts.keys()])
  return [
    ...Object.keys(parameters)
      .filter((name) => !isRight(name))
      .map((name): ParameterDifference => ({
        name,
        kind: sent.has(name) ? 'changed' : 'lost',
      })),
    ...[...sent]
      .filter((name) => !Object.hasOwn(parameters, name))
      .map((name): ParameterDifference => ({ name, kind: 'added' })),
  ]
}

function objectIn(text: string): JsonObject | undefined {
  const value = parseJson(text)
  return isJsonObject(value) ? value : undefined
}

/** The texts of each name; an empty list has none. */
function textsOf(
  query: Request['query'],
): ReadonlyMap<string, readonly string[]> {
  const texts = new Map<string, string[]>()
  for (const [name, text] of query) {
    const list = texts.get(name)
    if (list) list.push(text)
    else texts.set(name, [text])
  }
  return texts
}
