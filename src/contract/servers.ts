/** Servers: the URLs that a server object stands for (OpenAPI 3.0.3 §4.7.5). */
import type { Contract, JsonValue } from '../model/contract.ts'
import { listOr, objectOr } from '../model/json.ts'
import { lineOf } from './lines.ts'

/** With the defaults of its variables, and no slash at its end. */
export function urlOf(server: JsonValue | undefined): string {
  return (
    fill(server, (variable) => [String(variable['default'] ?? '')])[0] ?? ''
  )
}

/** With each value that its variables list. */
export function urlsOf(server: JsonValue): readonly string[] {
  return fill(server, (variable) => [
    ...('default' in variable ? [String(variable['default'])] : []),
    ...listOr(variable['enum']).map(String),
  ])
}

/** Says where no server of the contract has the path of the target: the target
 * stands for them, so its path is the one that is used. */
export function pathNote(
  contract: Contract,
  endpoint: string,
): readonly string[] {
  const { document, file } = contract
  const paths = listOr(document['servers']).flatMap(urlsOf).map(pathOf)
  const path = pathOf(endpoint)
  const [first] = paths
  if (first === undefined || paths.includes(path)) return []
  const line = lineOf(contract, '/servers') ?? 1
  return [
    `${file}:${line}:1: the contract's server has ${words(first)}, the target ${words(path)}: requests go to ${endpoint}/…`,
  ]
}

function words(path: string): string {
  return path === '' ? 'no path' : `the path "${path}"`
}

/** Of an absolute URL, or of one that is relative to the document's own. */
function pathOf(url: string): string {
  const base = 'https://localhost/'
  if (!URL.canParse(url, base)) return ''
  return new URL(url, base).pathname.replace(/\/+$/, '')
}

/** Lists multiply; beyond this the rest is left as it is written. */
const mostUrls = 256

function fill(
  server: JsonValue | undefined,
  valuesOf: (variable: ReturnType<typeof objectOr>) => readonly string[],
): readonly string[] {
  const { url, variables } = objectOr(server)
  const written = String(url ?? '').replace(/(?<=.)\/$/, '')
  const all = Object.entries(objectOr(variables)).reduce<readonly string[]>(
    (urls, [name, variable]) => {
      const values = [...new Set(valuesOf(objectOr(variable)))]
      if (values.length === 0 || urls.length * values.length > mostUrls)
        return urls
      return urls.flatMap((one) =>
        values.map((value) => one.replaceAll(`{${name}}`, () => value)),
      )
    },
    [written],
  )
  return [...new Set(all)]
}
