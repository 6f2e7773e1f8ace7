import { expect, test } from '@playwright/test'
import { UsageError } from '../../../src/model/problem.ts'
import { credentialVariables } from '../../../src/config/credentials.ts'
import { dropBlank } from '../../../src/config/environment.ts'
import { rows } from '../../../src/config/options.ts'
import { scenarioDrivers } from '../../../src/model/scenario.ts'
import { readSettings } from '../../../src/config/settings.ts'

const key = { SEAM_API_KEY: 'seam_test1_key' }

test('without options the target is the sandbox', () => {
  expect(readSettings({}).choice).toEqual({ kind: 'embedded', name: 'sandbox' })
})

test('a key alone does not change the target, and a note says so', () => {
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

test('an endpoint in the environment is the target', () => {
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
    'a host that is not allowed',
    { SEAMWATCH_TARGET: 'https://example.org' },
    /^SEAMWATCH_TARGET: "example\.org" is not an allowed host/,
  ],
  [
    'plain http beyond loopback',
    { SEAM_ENDPOINT: 'http://connect.getseam.com' },
    /^SEAM_ENDPOINT: .*would carry credentials without encryption/,
  ],
  [
    'a host that only looks like loopback',
    { SEAM_ENDPOINT: 'http://127.0.0.1.example.org' },
    /^SEAM_ENDPOINT: .*would carry credentials without encryption/,
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
  ['an unknown driver', { SEAMWATCH_DRIVER: 'ftp' }, /no driver "ftp"/],
  [
    'an unknown browser',
    { SEAMWATCH_BROWSERS: 'chromium,lynx' },
    /no browser "lynx"/,
  ],
  [
    'an origin of pages without scheme',
    { SEAMWATCH_PAGE_ORIGIN: 'app.example.org' },
    /is no origin of a page/,
  ],
  [
    'a pattern that is not one',
    { SEAMWATCH_GREP: '(' },
    /not a regular expression/,
  ],
  [
    'no workers',
    { SEAMWATCH_WORKERS: '0' },
    /not a whole number from 1 to 100/,
  ],
  [
    'a time-out beyond a day',
    { SEAMWATCH_TIMEOUT_MS: '99999999999' },
    /from 1 to 86400000/,
  ],
  [
    'a number in another writing',
    { SEAMWATCH_TIMEOUT_MS: '0x10' },
    /in digits/,
  ],
] as const) {
  test(`${what} is rejected before anything is sent`, () => {
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

/** The codes and facts of what is thrown. */
function problemsOf(read: () => unknown): readonly string[] {
  try {
    read()
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    return error.problems.map(({ code, fact, hint }) =>
      [code, fact, hint].join(' | '),
    )
  }
  return []
}

test('only problems about targets have the code target-refused', () => {
  expect(problemsOf(() => readSettings({ SEAMWATCH_WORKERS: 'x' }))).toEqual([
    'argument-invalid | SEAMWATCH_WORKERS: "x" is not a whole number from 1 to 100 | give a whole number from 1 to 100, in digits; the default is 2',
  ])
  expect(problemsOf(() => readSettings({}, { target: 'prodction' }))).toEqual([
    'target-refused | --target: "prodction" is not a target | did you mean "production"? Use sandbox, fake, production, or a URL such as https://host',
  ])
})

test('a message names the flag or the variable that the person used', () => {
  const wrong = 'there is no driver "brower" | did you mean "browser"?'
  expect(
    problemsOf(() => readSettings({ SEAMWATCH_DRIVER: 'brower' })),
  ).toEqual([`argument-invalid | SEAMWATCH_DRIVER: ${wrong}`])
  expect(
    problemsOf(() =>
      readSettings({ SEAMWATCH_DRIVER: 'api' }, { driver: 'brower' }),
    ),
  ).toEqual([`argument-invalid | --driver: ${wrong}`])
})

test('a name that is not close to any valid one gets the list', () => {
  expect(problemsOf(() => readSettings({}, { driver: 'ftp' }))).toEqual([
    `argument-invalid | --driver: there is no driver "ftp" | valid: ${scenarioDrivers.join(', ')}; the default is api`,
  ])
})

test('the command line comes before the environment, the environment before the default', () => {
  const env = { SEAMWATCH_WORKERS: '3', SEAMWATCH_TAGS: 'gate' }
  expect(readSettings(env, { workers: '4' }).workers).toBe(4)
  expect(readSettings(env).workers).toBe(3)
  expect(readSettings({}).workers).toBe(2)
  expect(readSettings(env, { tag: ['a', 'b'] }).tags).toEqual(['a', 'b'])
})

test('fewer cases run side by side against an API that others use', () => {
  for (const [target, cases] of [
    ['https://connect.getseam.com', 8],
    ['http://127.0.0.1:4010', 16],
    ['sandbox', 16],
  ] as const)
    expect(readSettings({}, { target }).concurrency, target).toBe(cases)
  expect(readSettings({ SEAMWATCH_CONCURRENCY: '3' }).concurrency).toBe(3)
})

for (const [what, text] of [
  ['an empty variable', ''],
  ['a variable that holds only blanks', ' \t\r\n'],
] as const) {
  test(`${what} counts as unset`, () => {
    const names = rows.flatMap(({ variable }) => variable ?? [])
    const blank = Object.fromEntries(
      [...names, ...Object.keys(credentialVariables)].map((name) => [
        name,
        text,
      ]),
    )
    expect(readSettings(blank)).toEqual(readSettings({}))
  })

  test(`${what} is unset for the whole process, the programs that it starts included`, () => {
    const env: Record<string, string | undefined> = {
      CI: text,
      NO_COLOR: text,
      https_proxy: text,
      NODE_EXTRA_CA_CERTS: text,
      SEAM_API_KEY: text,
      PATH: '/bin',
    }
    dropBlank(env)
    expect(env).toEqual({ PATH: '/bin' })
  })
}

test('an empty option is an error', () => {
  for (const target of ['', ' '])
    expect(() => readSettings({}, { target })).toThrow('--target is empty')
})

test('an allowed host is a host name, whatever the target', () => {
  for (const target of ['sandbox', 'production']) {
    const messageOf = (allowHost: string) =>
      problemsOf(() => readSettings({}, { target, allowHost })).join()
    expect(messageOf('')).toContain('--allow-host is empty')
    for (const strange of ['http://x/y', 'https://x', 'x/y', 'a b', 'x:y'])
      expect(messageOf(strange)).toContain(
        `--allow-host: expected a host name, but received "${strange}"`,
      )
    expect(messageOf('https://bob:hunter2@h')).not.toContain('hunter2')
    expect(messageOf('Staging.example.org:8443,b')).toBe('')
  }
})
