/** The curl command of a request that a new contract refuses. */
import { headersFor, placeholderOf } from '../auth/credential.ts'
import { urlOf } from '../contract/servers.ts'
import type { Contract, JsonValue } from '../model/contract.ts'
import type { Header } from '../model/exchange.ts'
import { listOr } from '../model/json.ts'
import type { Example } from '../review/witness/example.ts'
import { curlFor } from './curl.ts'

/** With an API key, or else the first credential that the contract lists. Undefined where the
 * contract does not have the operation. */
export function curlOf(
  { operation: key, path, query, headers, body }: Example,
  contract: Contract,
): string | undefined {
  const operation = [...contract.operations.values()].find(
    (one) => one.key === key,
  )
  if (!operation) return undefined
  const filled = operation.path.replaceAll(/\{([^}]*)\}/g, (_, name: string) =>
    encodeURIComponent(textOf(path[name] ?? '')),
  )
  const { security } = operation
  // Most people have an API key at hand.
  const scheme = security.includes('api_key') ? 'api_key' : security[0]
  const schemes = scheme?.split(' + ') ?? []
  const request = {
    method: operation.method,
    path: filled,
    query: Object.entries(query).flatMap(([name, value]) =>
      (Array.isArray(value) ? value : [value]).map((one): Header => [
        name,
        textOf(one),
      ]),
    ),
    headers: [
      ...schemes
        .filter((name) => name !== '')
        .flatMap((name) => headersFor(contract, name, placeholderOf(name))),
      ...Object.entries(headers).map(([name, value]): Header => [
        name,
        textOf(value),
      ]),
      ...(body === undefined
        ? []
        : [['content-type', 'application/json'] as const]),
    ],
    ...(body !== undefined && { body: JSON.stringify(body) }),
  }
  return curlFor(request, endpointOf(contract))
}

function textOf(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function endpointOf({ document }: Contract): string {
  const [server] = listOr(document['servers'])
  const url = urlOf(server)
  return /^https?:\/\//.test(url) ? url : 'https://connect.getseam.com'
}
