import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from '@playwright/test'
import { checkCredentials } from '../../../src/config/credential-values.ts'
import { UsageError } from '../../../src/model/problem.ts'
import { seamwatch } from '../commands/seamwatch.ts'

const key = 'seam_test2bMS_94SrGUXuNR2JmJkjtvBQDg5c'
const token = 'seam_at1bMS_94SrGUXuNR2JmJkjtvBQDg5c'
const publishable = 'seam_pk1bMS_94SrGUXuNR2JmJkjtvBQDg5c'
const session = 'seam_cst1bMS_94SrGUXuNR2JmJkjtvBQDg5c'
const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl'

/** What is wrong with the value of SEAM_API_KEY, or of another variable. */
const refused: readonly (readonly [
  what: string,
  value: string,
  fact: string,
  name?: string,
])[] = [
  ['double quotes', `"${key}"`, 'has quotes around it'],
  ['single quotes', `'${key}'`, 'has quotes around it'],
  ['typographic quotes', `\u201c${key}\u201d`, 'has quotes around it'],
  ['a quote at its end', `${key}'`, 'has quotes around it'],
  ['quotes and blanks', ` "${key}" `, 'has quotes around it'],
  ['a blank at its end', `${key} `, 'has blanks around it'],
  ['a tab before it', `\t${key}`, 'has blanks around it'],
  ['a fixed space at its end', `${key}\u00a0`, 'has blanks around it'],
  ['a blank inside', `${key} ${key}`, 'contains a blank'],
  ['its scheme', `Bearer ${key}`, 'begins with "Bearer"'],
  ['CR LF at its end', `${key}\r\n`, 'contains a line break'],
  ['CR at its end', `${key}\r`, 'contains a line break'],
  ['a line break inside', `${key}\n${key}`, 'contains a line break'],
  ['a written line break', `${key}\\n`, 'contains a line break'],
  ['a byte-order mark', `\ufeff${key}`, 'has blanks around it'],
  ['a zero-width space', `seam\u200b${key}`, 'contains an invisible character'],
  ['a control character', `${key}\u001b`, 'contains an invisible character'],
  [
    'an umlaut',
    `${key}ü`,
    'contains a character that no HTTP header can carry',
  ],
  ['its own name', `SEAM_API_KEY=${key}`, 'begins with the name of a variable'],
  ['a variable', '$SEAM_API_KEY_OF_CI', 'was not filled in'],
  ['a template', '{{ secrets.SEAM }}', 'contains a blank'],
  ['a placeholder', '<your-key-goes-here>', 'was not filled in'],
  ['changeme', 'changeme', 'is a word of an example'],
  ['session', 'session', 'is a word of an example'],
  ['secret in capitals', 'SECRET', 'is a word of an example'],
  ['a long example', 'your-api-key-here', 'is a word of an example'],
  ['the name of a kind', 'seam_client_session', 'is a word of an example'],
  ['one letter all over', 'x'.repeat(40), 'is a word of an example'],
  ['too little', 'Zk9pQ7v', 'is too short for a credential'],
  ['a publishable key', publishable, 'as a publishable key does'],
  ['a personal access token', token, 'as a personal access token does'],
  ['a session token', session, 'as a client session token does'],
  ['a JWT', jwt, 'as a console session token does'],
  ['an API key', key, 'as an API key does', 'SEAM_PERSONAL_ACCESS_TOKEN'],
  ['an API key', key, 'as an API key does', 'SEAM_PUBLISHABLE_KEY'],
  ['an access token', token, 'as a personal', 'SEAM_CONSOLE_SESSION_TOKEN'],
  ['quotes', `"${key}"`, 'has quotes around it', 'SEAMWATCH_FOREIGN_API_KEY'],
  ['quotes', `"${token}"`, 'has quotes around it', 'SEAM_CLI_TOKEN'],
]

for (const [what, value, fact, name = 'SEAM_API_KEY'] of refused) {
  test(`${name} with ${what} is rejected without showing it`, () => {
    const message = messageOf({ [name]: value })
    expect(message).toContain(`${name} `)
    expect(message).toContain(fact)
    for (const secret of [value.trim(), key, token, publishable, session, jwt])
      expect(message.replaceAll(name, '')).not.toContain(
        secret.length < 8 ? `"${secret}"` : secret,
      )
  })
}

const variables = [
  'SEAM_API_KEY',
  'SEAM_PERSONAL_ACCESS_TOKEN',
  'SEAM_PUBLISHABLE_KEY',
  'SEAM_CONSOLE_SESSION_TOKEN',
  'SEAM_CLIENT_SESSION_TOKEN',
  'SEAM_CLI_TOKEN',
  'SEAMWATCH_FOREIGN_API_KEY',
] as const

for (const name of variables) {
  test(`${name} with a placeholder of any kind is rejected`, () => {
    for (const value of [
      'changeme',
      'CHANGE_ME',
      'your-api-key',
      'YOUR_API_KEY_HERE',
      'yourapikeyhere',
      'seam_test_xxxxxxxxxxxxxxxx',
      'seam_testxxxxxxxxxxxxxxxxxxxx',
      'seam_test_XXXX_XXXXXXXXXXXX',
      'seam_test_xxxx…',
      'seam_test_1234567890',
      'seam_cst123_abcdefghijkl',
      'seam_pk000_000000000000',
      '<key>',
      '<your-api-key>',
      '[api-key]',
      '{{api_key}}',
      '${SEAM_API_KEY}',
      'TODO',
      'tbd',
      'null',
      'None',
      'nil',
      'undefined',
      'NaN',
      '***',
      '****************',
      '••••••••••••••••',
      '...............',
      'n/a',
      'replace-me-with-a-real-key',
      'key-goes-here-please',
      'paste_your_token_here',
    ]) {
      const message = messageOf({ [name]: value })
      expect(message, value).toContain(`${name} `)
      if (value.length > 8) expect(message).not.toContain(`"${value}"`)
    }
  })

  test(`${name} is rejected if it is longer than any credential`, () => {
    for (const value of [
      `${key}${'Zq7Lp2Vn8K'.repeat(10_000)}`,
      'Zq7Lp2Vn8K'.repeat(410),
      `ey${'Zq7Lp2Vn8K'.repeat(100_000)}`,
    ]) {
      const message = messageOf({ [name]: value })
      expect(message).toContain(`${name} is too long for a credential`)
      expect(message).not.toContain('Zq7Lp2Vn8K')
    }
  })
}

test('made-up words within a real key are no placeholder', () => {
  const alphabet = key.slice('seam_test'.length)
  for (const value of [
    `seam_test_${alphabet}`,
    `seam_test_xxxx${alphabet}`,
    'seam_testkey1_token2',
    'correct-horse-battery-staple',
  ]) {
    expect(messageOf({ SEAM_API_KEY: value }), value).toBe('')
  }
})

test('keys of each kind, of other deployments and empty ones are accepted', () => {
  for (const [name, value] of [
    ['SEAM_API_KEY', key],
    ['SEAM_API_KEY', 'seam_apikey1_token'],
    ['SEAM_API_KEY', 'seam_8bMSabcd_94SrGUXuNR2JmJkjtvBQDg5c'],
    ['SEAM_API_KEY', 'canary1/of+the~api-key.0='],
    ['SEAM_API_KEY', ''],
    ['SEAM_PERSONAL_ACCESS_TOKEN', token],
    ['SEAM_PERSONAL_ACCESS_TOKEN', 'seam_at1_longtoken'],
    ['SEAM_PUBLISHABLE_KEY', 'seam_pk1_token'],
    ['SEAM_CONSOLE_SESSION_TOKEN', jwt],
    ['SEAM_CLI_TOKEN', key],
    ['SEAMWATCH_FOREIGN_API_KEY', 'seam_apikey2_token'],
    ['SEAMWATCH_CUSTOMER_KEY', 'a customer'],
  ] as const) {
    expect(messageOf({ [name]: value }), `${name}`).toBe('')
  }
})

test('every variable at fault is named at once', () => {
  const message = messageOf({
    SEAM_API_KEY: `"${key}"`,
    SEAM_PUBLISHABLE_KEY: 'changeme',
  })
  expect(message).toContain('SEAM_API_KEY has quotes')
  expect(message).toContain('SEAM_PUBLISHABLE_KEY is a word of an example')
})

test('a quoted key ends each command with 2, and nothing is sent', async () => {
  test.slow()
  let requests = 0
  const server = createServer((_, response) => {
    requests += 1
    response.end('{}')
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo // it listens on TCP
  for (const command of ['run', 'sweep', 'check', 'audit', 'report']) {
    const { exitCode, printed } = await seamwatch({
      args: [command],
      env: {
        SEAM_ENDPOINT: `http://127.0.0.1:${port}`,
        SEAM_API_KEY: `"${key}"`,
      },
    })
    expect(printed).toContain('SEAM_API_KEY has quotes around it')
    expect(printed).not.toContain(key)
    expect(exitCode).toBe(2)
  }
  server.close()
  expect(requests).toBe(0)
})

function messageOf(env: Readonly<Record<string, string>>): string {
  try {
    checkCredentials(env)
    return ''
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    return error.message
  }
}
