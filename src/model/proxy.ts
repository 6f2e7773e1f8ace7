/** The proxy of a host, as the environment names it: HTTPS_PROXY, HTTP_PROXY,
 * ALL_PROXY and NO_PROXY, in capitals or not. */
import { isLoopback } from './loopback.ts'
import { UsageError } from './problem.ts'

type Environment = Readonly<Record<string, string | undefined>>

export type Proxy = {
  /** Without user name and password: for the client, and for people. */
  readonly server: string
  readonly username?: string
  readonly password?: string
  /** The variable that names it. */
  readonly variable: string
}

/** Nothing on this machine is behind a proxy.
 * @throws UsageError for a proxy that cannot be used. */
export function proxyFor(url: string, env: Environment): Proxy | undefined {
  const { protocol, hostname, port } = new URL(url)
  if (isLoopback(hostname)) return undefined
  const found = valueOf(env, [`${protocol.slice(0, -1)}_proxy`, 'all_proxy'])
  if (!found) return undefined
  const usual = protocol === 'https:' ? '443' : '80'
  const isExempt = (valueOf(env, ['no_proxy'])?.value ?? '')
    .split(/[\s,]+/)
    .some((entry) => matches(entry, { hostname, port: port || usual }))
  return isExempt ? undefined : parseProxy(found)
}

type Found = { readonly variable: string; readonly value: string }

/** As curl does, the name in small letters counts first. */
function valueOf(
  env: Environment,
  names: readonly string[],
): Found | undefined {
  return names
    .flatMap((name) => [name, name.toUpperCase()])
    .map((variable) => ({ variable, value: env[variable]?.trim() ?? '' }))
    .find(({ value }) => value !== '')
}

/** `example.org`, `.example.org` and `*.example.org` are the host and all below
 * it; `*` is every host. */
function matches(
  entry: string,
  { hostname, port }: { readonly hostname: string; readonly port: string },
): boolean {
  if (entry === '*') return true
  const [, host = entry, wanted = port] = /^(.+?):(\d+)$/.exec(entry) ?? []
  const name = host.toLowerCase().replace(/^\*?\./, '')
  if (name === '' || wanted !== port) return false
  return hostname === name || hostname.endsWith(`.${name}`)
}

/** Without a scheme it is http, as for curl and npm. */
function parseProxy({ variable, value }: Found): Proxy {
  const text = /^[a-z][a-z\d+.-]*:\/\//i.test(value) ? value : `http://${value}`
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !/^(?:https?|socks[45]?):$/.test(url.protocol) || !url.hostname) {
    throw new UsageError([
      {
        code: 'argument-invalid',
        fact: `${variable}: its value is not the URL of a proxy`,
        hint: `write it as http://HOST:PORT, or unset ${variable}`,
      },
    ])
  }
  return {
    server: `${url.protocol}//${url.host}`,
    ...(url.username !== '' && {
      username: decoded(url.username),
      password: decoded(url.password),
    }),
    variable,
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
