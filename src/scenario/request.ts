/** Turns a bound call into an HTTP request, without authentication. */
import type { JsonValue, Operation } from '../model/contract.ts'
import type { Request } from '../model/exchange.ts'
import { jsonText } from '../model/json-text.ts'
import type { BoundCall } from './bind.ts'
import { isList, isJsonObject } from '../model/json.ts'

/** Lists repeat their key in a query, as Seam's own client sends them. */
export function toRequest(
  bound: Omit<Extract<BoundCall, { kind: 'bound' }>, 'kind' | 'credential'>,
  operation: Pick<Operation, 'parametersIn'>,
): Request {
  const { method, path, parameters } = bound
  const accept = ['accept', 'application/json'] as const
  if (operation.parametersIn === 'query') {
    const query = Object.entries(parameters).flatMap(([name, value]) =>
      (isList(value) ? value : [value]).map(
        (item) => [name, queryText(item)] as const,
      ),
    )
    return { method, path, query, headers: [accept] }
  }
  return {
    method,
    path,
    query: [],
    headers: [accept, ['content-type', 'application/json']],
    body: jsonText(parameters),
  }
}

function queryText(value: JsonValue): string {
  if (value === null) return ''
  return isJsonObject(value) || isList(value) ? jsonText(value) : String(value)
}
