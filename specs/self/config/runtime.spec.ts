import { expect, test } from '@playwright/test'
import {
  quieten,
  requireNoRecording,
  requireQuiet,
} from '../../../src/config/quiet.ts'
import { checkRuntime } from '../../../src/config/runtime.ts'
import { readSettings } from '../../../src/config/settings.ts'
import { childEnvironment } from '../../../src/model/child-environment.ts'

const key = { SEAM_API_KEY: 'seam_test1_key' }
const remote = { SEAMWATCH_TARGET: 'production', ...key }
const { choice } = readSettings(remote)
const sandbox = readSettings({}).choice

for (const [name, value] of [
  ['NODE_TLS_REJECT_UNAUTHORIZED', '0'],
  ['NODE_OPTIONS', '--tls-min-v1.0 --tls-cipher-list=ALL:@SECLEVEL=0'],
  ['NODE_OPTIONS', '--max-old-space-size=99 "--tls-cipher-list=ALL"'],
  ['NODE_OPTIONS', '--tls_min_v1.1'],
  ['NODE_OPTIONS', '--openssl-legacy-provider'],
  ['NODE_OPTIONS', '--tls-keylog=/a'],
  ['NODE_OPTIONS', '--trace-tls'],
  ['NODE_OPTIONS', '--report-on-signal'],
] as const) {
  test(`${name}=${value} is refused for an https target, and allowed for the sandbox`, () => {
    expect(() => readSettings({ ...remote, [name]: value })).toThrow(
      name === 'NODE_OPTIONS' ? 'Node runs with --' : name,
    )
    readSettings({ ...key, [name]: value })
  })
}

test('flags of the command itself are refused, too, and harmless ones are not', () => {
  const flags = ['--tls-min-v1.0']
  expect(() => checkRuntime(choice, { env: {}, flags })).toThrow(
    'Node runs with --tls-min-v1.0',
  )
  const env = {
    NODE_OPTIONS: '--import=/a/b.mjs --max-old-space-size=4096 --use-system-ca',
    NODE_TLS_REJECT_UNAUTHORIZED: '1',
    NODE_EXTRA_CA_CERTS: '/a.pem',
  }
  checkRuntime(choice, { env, flags: ['--enable-source-maps'] })
})

for (const name of ['DEBUG', 'NODE_DEBUG', 'PWDEBUG', 'SSLKEYLOGFILE']) {
  test(`${name} is not passed on to what sends keys, and a note says so`, () => {
    const env = { PATH: '/bin', [name]: 'pw:api' }
    const quiet = quieten(env, choice)
    expect(quiet.env).toEqual({ PATH: '/bin', [name]: '' })
    expect(quiet.notes.join()).toContain(`${name} is not passed on`)
    expect(quieten(env, sandbox)).toEqual({ env, notes: [] })
    expect(() => requireQuiet(env, { choice })).toThrow(`${name} is set`)
    requireQuiet(env, { choice: sandbox })
  })
}

test('a trace, a video or a screenshot of a real target is refused', () => {
  for (const use of [
    { trace: 'on' },
    { trace: 'retain-on-failure' },
    { trace: 'on-first-retry' },
    { trace: 'on-all-retries' },
    { trace: { mode: 'on', sources: false } },
    { video: 'on' },
    { screenshot: 'only-on-failure' },
    { screenshot: { mode: 'on' } },
  ]) {
    expect(() => requireNoRecording(use, choice)).toThrow('is on')
    requireNoRecording(use, sandbox)
  }
  requireNoRecording({ trace: 'off', video: { mode: 'off' } }, choice)
  requireNoRecording({}, choice)
})

test('a child process gets none of our variables', () => {
  const env = {
    PATH: '/bin',
    HOME: '/home/a',
    SEAM_API_KEY: 'a',
    SEAMWATCH_FOREIGN_API_KEY: 'b',
    SEAMWATCH_HANDOVER: '{"target":{}}',
    seam_api_key: 'c',
    DEBUG: '*',
    UNSET: undefined,
  }
  expect(childEnvironment(env)).toEqual({ PATH: '/bin', HOME: '/home/a' })
})

test('a child gets no copy of a credential under another name', () => {
  const value = 'seam_test2bMS_94SrGUXuNR2JmJkjtvBQDg5c'
  const env = {
    SEAM_API_KEY: value,
    MY_KEY: value,
    ARGS: `run --key=${value}`,
    npm_config__auth: `x:${value}`,
    PATH: '/bin',
  }
  expect(childEnvironment(env)).toEqual({ PATH: '/bin' })
})
