import { expect, test } from '@playwright/test'
import { readSettings } from '../../../src/config/settings.ts'

const key = { SEAM_API_KEY: 'seam_test1_key' }

test('nothing set is the sandbox', () => {
  expect(readSettings({}).choice).toEqual({ kind: 'embedded', name: 'sandbox' })
})

test('a key alone stays with the sandbox, and a note says so', () => {
  const { choice, notes } = readSettings(key)
  expect(choice).toEqual({ kind: 'embedded', name: 'sandbox' })
  expect(notes).toEqual([
    'SEAM_API_KEY is set and not used: the target is sandbox. Add --target production to test the live API.',
  ])
})

test('production is chosen by name, with its credentials and resources', () => {
  const { choice } = readSettings({
    ...key,
    SEAMWATCH_TARGET: 'production',
    SEAMWATCH_CONNECT_WEBVIEW_ID: 'a-webview',
  })
  expect(choice).toEqual({
    kind: 'remote',
    target: {
      name: 'production',
      endpoint: 'https://connect.getseam.com',
      keyring: { api_key: 'seam_test1_key' },
      resources: { connect_webview_id: 'a-webview' },
    },
  })
})

test('an endpoint in the environment is a choice', () => {
  const { choice } = readSettings({
    ...key,
    SEAM_ENDPOINT: 'http://127.0.0.1:4010/',
  })
  expect(choice).toMatchObject({
    target: { name: '127.0.0.1:4010', endpoint: 'http://127.0.0.1:4010' },
  })
})

for (const [what, env, words] of [
  [
    'a host that nobody allowed',
    { SEAMWATCH_TARGET: 'https://example.org' },
    /"example\.org" is not an allowed host/,
  ],
  [
    'plain http beyond loopback',
    { SEAM_ENDPOINT: 'http://connect.getseam.com' },
    /would carry credentials without encryption/,
  ],
  [
    'a host that only looks like loopback',
    { SEAM_ENDPOINT: 'http://127.0.0.1.example.org' },
    /would carry credentials without encryption/,
  ],
  [
    'two places at once',
    { SEAMWATCH_TARGET: 'production', SEAM_ENDPOINT: 'http://127.0.0.1:1' },
    /name two different places/,
  ],
  [
    'a password in the endpoint',
    { SEAM_ENDPOINT: 'https://user:password@connect.getseam.com' },
    /holds a user name or password/,
  ],
  ['no URL at all', { SEAMWATCH_TARGET: 'prodction' }, /is not a target/],
  [
    'a personal access token without its workspace',
    {
      SEAMWATCH_TARGET: 'production',
      SEAM_PERSONAL_ACCESS_TOKEN: 'seam_at1_token',
    },
    /SEAM_WORKSPACE_ID is not/,
  ],
  [
    'a driver that is not there',
    { SEAMWATCH_DRIVER: 'ftp' },
    /no driver "ftp"/,
  ],
  [
    'a browser that is none',
    { SEAMWATCH_BROWSERS: 'chromium,lynx' },
    /names "lynx"/,
  ],
  [
    'an origin of pages without scheme',
    { SEAMWATCH_PAGE_ORIGIN: 'app.example.org' },
    /is no origin of a page/,
  ],
  [
    'a pattern that is none',
    { SEAMWATCH_GREP: '(' },
    /not a regular expression/,
  ],
  ['no workers', { SEAMWATCH_WORKERS: '0' }, /not a whole number above 0/],
] as const) {
  test(`${what} is refused before anything is sent`, () => {
    expect(() => readSettings(env)).toThrow(words)
  })
}

test('a host is allowed by name', () => {
  const { choice } = readSettings({
    SEAMWATCH_TARGET: 'https://staging.example.org',
    SEAMWATCH_ALLOW_HOSTS: 'staging.example.org',
  })
  expect(choice).toMatchObject({ target: { name: 'staging.example.org' } })
})
