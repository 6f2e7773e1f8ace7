/** A target that only a proxy can reach, with a certificate of its own. */
import { createServer } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { startSandbox } from '../../../src/sandbox/server.ts'
import { listenOnLoopback } from '../../../src/transport/loopback.ts'
import { selfSigned } from '../certificate.ts'
import { folderWith } from '../folder.ts'
import { scenarioOf } from '../run/steps.ts'
import { whereIs } from './left.ts'
import { seamwatch } from './seamwatch.ts'

test.describe.configure({ timeout: 600_000 })

// The sandbox answers no other names.
const host = 'seam.localhost'
const password = 'a-password-of-the-proxy'
const scenarios = {
  'a.yaml': scenarioOf(
    'a search',
    '  - { id: list, call: /client_sessions/list, body: {} }\n',
  ),
}
const run = ['run', '--target', `https://${host}`, '--allow-host', host]

test('a run goes through the proxy, and trusts the certificates of --ca', async () => {
  const { sandbox, proxy, ca, env } = await startBoth()
  const args = [...run, '--ca', ca]
  const left = await seamwatch({ args, scenarios, env })
  expect(left.exitCode, left.printed).toBe(0)
  expect(left.printed).toContain(
    `note: requests go through the proxy ${proxy.url} (HTTPS_PROXY)`,
  )
  expect(new Set(proxy.asked)).toEqual(new Set([`CONNECT ${host}:443`]))
  expect(await whereIs([password], left)).toEqual([])

  const distrustful = await seamwatch({ args: run, scenarios, env })
  expect(distrustful.exitCode, distrustful.printed).toBe(3)
  expect(distrustful.printed).toContain('use --ca FILE')

  const from = `https://${host}/openapi.json`
  const pull = ['contract', 'pull', '--from', from, '--out', `${ca}.json`]
  const pulled = await seamwatch({ args: [...pull, '--ca', ca], env })
  expect(pulled.exitCode, pulled.printed).toBe(0)
  expect(pulled.printed).toContain(`extracted from ${from}`)
  await sandbox.stop()
  await proxy.stop()
})

test('a proxy that asks for another login is named, and its answer is not taken for the API', async () => {
  const { sandbox, proxy, ca, env } = await startBoth(407)
  const args = [...run, '--ca', ca]
  const left = await seamwatch({ args, scenarios, env })
  expect(left.exitCode, left.printed).toBe(3)
  expect(left.printed).toContain(
    `the proxy ${proxy.url} of HTTPS_PROXY answered 407: it needs another login`,
  )
  expect(left.printed).not.toContain('AUTH')
  expect(await whereIs([password], left)).toEqual([])
  await sandbox.stop()
  await proxy.stop()
})

test('neither loopback nor a host of NO_PROXY is behind a proxy', async () => {
  const { sandbox, proxy, env } = await startBoth()
  const direct = { ...env, HTTP_PROXY: proxy.url, NO_PROXY: '.localhost' }
  const left = await seamwatch({ args: run, scenarios, env: direct })
  expect(left.printed).toMatch(
    /the host name is unknown|connection was refused/,
  )
  expect(left.printed).not.toContain('through the proxy')
  const plain = await startSandbox()
  const here = await seamwatch({
    args: ['run'],
    sandbox: plain,
    scenarios,
    env: { HTTP_PROXY: proxy.url, HTTPS_PROXY: proxy.url },
  })
  expect(here.exitCode, here.printed).toBe(0)
  expect(proxy.asked).toEqual([])
  await plain.stop()
  await sandbox.stop()
  await proxy.stop()
})

for (const { what, args, env, words } of [
  {
    what: 'a proxy that is no URL',
    args: [],
    env: { HTTPS_PROXY: 'http://' },
    words: 'HTTPS_PROXY: its value is not the URL of a proxy',
  },
  {
    what: 'certificates that are not there',
    args: ['--ca', 'none.pem'],
    env: {},
    words: '--ca: expected certificates in PEM, but "none.pem" does not exist',
  },
  {
    what: 'a file without certificates',
    args: ['--ca', 'README.md'],
    env: {},
    words: '--ca: expected certificates in PEM, but "README.md" has none',
  },
  {
    what: 'a variable of Node that names no certificates',
    args: [],
    env: { NODE_EXTRA_CA_CERTS: 'README.md' },
    words: 'NODE_EXTRA_CA_CERTS: expected certificates in PEM',
  },
] as const) {
  test(`${what}: exit code 2 before anything is sent`, async () => {
    const left = await seamwatch({ args: [...run, ...args], scenarios, env })
    expect(left.exitCode, left.printed).toBe(2)
    expect(left.printed).toContain(words)
  })
}

/** @param status with which the proxy refuses; it connects without it. */
async function startBoth(status?: number) {
  const tls = await selfSigned(host)
  const sandbox = await startSandbox({ tls })
  const proxy = await startProxy(Number(new URL(sandbox.url).port), status)
  const login = proxy.url.replace('//', `//bob:${password}@`)
  const ca = join(folderWith({ 'ca.pem': tls.cert }, 'ca'), 'ca.pem')
  const env = { HTTPS_PROXY: login, SEAM_API_KEY: sandbox.seed.apiKey }
  return { sandbox, proxy, ca, env }
}

async function startProxy(to: number, status?: number) {
  const asked: string[] = []
  const server = createServer((_, response) => response.writeHead(400).end())
  server.on('connect', ({ method, url, headers }, socket) => {
    asked.push(`${method} ${url}`)
    const login = `Basic ${btoa(`bob:${password}`)}`
    const isKnown = headers['proxy-authorization'] === login
    if (status !== undefined || !isKnown)
      return socket.end(`HTTP/1.1 ${status ?? 407} No\r\n\r\n`)
    const onward = connect(to, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      socket.pipe(onward).pipe(socket)
    })
    for (const one of [socket, onward]) one.on('error', () => one.destroy())
    // A half of it would keep the proxy from its end.
    onward.once('close', () => socket.destroy())
    socket.once('close', () => onward.destroy())
    return undefined
  })
  const { port, stop } = await listenOnLoopback(server)
  return { url: `http://127.0.0.1:${port}`, asked, stop }
}
