import { expect, test } from '@playwright/test'
import { proxyFor } from '../../../src/model/proxy.ts'

const server = 'http://proxy:3128'
const target = 'https://staging.example.org:8443/api'

for (const { what, env, at = target, wanted } of [
  { what: 'no variable', env: {}, wanted: undefined },
  { what: 'HTTPS_PROXY', env: { HTTPS_PROXY: server }, wanted: server },
  { what: 'https_proxy', env: { https_proxy: server }, wanted: server },
  { what: 'ALL_PROXY', env: { ALL_PROXY: server }, wanted: server },
  { what: 'a proxy for http', env: { HTTP_PROXY: server }, wanted: undefined },
  {
    what: 'small letters before capitals',
    env: { https_proxy: server, HTTPS_PROXY: 'http://other:1' },
    wanted: server,
  },
  { what: 'a blank variable', env: { HTTPS_PROXY: ' ' }, wanted: undefined },
  {
    what: 'a proxy without scheme',
    env: { HTTPS_PROXY: 'proxy:3128' },
    wanted: server,
  },
  {
    what: 'a proxy of SOCKS',
    env: { HTTPS_PROXY: 'socks5://proxy:1080' },
    wanted: 'socks5://proxy:1080',
  },
  ...[
    'staging.example.org',
    '.example.org',
    '*.example.org',
    'example.org',
    'a.b, example.org:8443',
    'a.b example.org',
    '*',
  ].map((NO_PROXY) => ({
    what: `NO_PROXY=${NO_PROXY}`,
    env: { HTTPS_PROXY: server, NO_PROXY },
    wanted: undefined,
  })),
  ...['staging', 'ple.org', 'example.org:443', 'org.example', ','].map(
    (no_proxy) => ({
      what: `no_proxy=${no_proxy}`,
      env: { HTTPS_PROXY: server, no_proxy },
      wanted: server,
    }),
  ),
  ...['http://127.0.0.1:1', 'http://localhost:1', 'https://[::1]:1'].map(
    (address) => ({
      what: `a target on loopback, ${address}`,
      env: { HTTPS_PROXY: server, HTTP_PROXY: server, ALL_PROXY: server },
      at: address,
      wanted: undefined,
    }),
  ),
] as readonly {
  readonly what: string
  readonly env: Readonly<Record<string, string>>
  readonly at?: string
  readonly wanted: string | undefined
}[]) {
  test(`with ${what}, the proxy is ${wanted ?? 'none'}`, () => {
    expect(proxyFor(at, env)?.server).toBe(wanted)
  })
}

test('a login of a proxy is no part of what people see', () => {
  const env = { HTTPS_PROXY: 'http://bob:p%40ss@proxy:3128' }
  expect(proxyFor(target, env)).toEqual({
    server,
    username: 'bob',
    password: 'p@ss',
    variable: 'HTTPS_PROXY',
  })
})

for (const value of ['http://', 'ftp://proxy', 'http://proxy:99999', ':::']) {
  test(`HTTPS_PROXY=${value} is an error that names the variable`, () => {
    expect(() => proxyFor(target, { HTTPS_PROXY: value })).toThrow(
      /^HTTPS_PROXY: its value is not the URL of a proxy/,
    )
  })
}
