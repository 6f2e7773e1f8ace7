/** Servers: the URLs that a server object stands for (OpenAPI 3.0.3 §4.7.5). */
import type { JsonValue } from '../model/contract.ts'
import { listOr, objectOr } from '../model/json.ts'

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
