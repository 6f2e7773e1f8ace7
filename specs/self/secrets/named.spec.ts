import { randomInt, randomUUID } from 'node:crypto'
import { expect, test } from '@playwright/test'
import type { Header } from '../../../src/model/exchange.ts'
import { redactHeaders } from '../../../src/secrets/headers.ts'
import { createSecrets } from '../../../src/secrets/redact.ts'

const alphabet =
  'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** Of no shape, as another implementation of the API may hand it out. */
function newToken(): string {
  const random = Array.from({ length: 19 }, () => alphabet[randomInt(62)])
  return `Zq7${random.join('')}9k4`
}

const json = JSON.stringify

/** How a response may hand out a token. */
const written: readonly (readonly [
  what: string,
  write: (token: string) => string,
])[] = [
  ['in a list', (it) => json({ token: [it] })],
  ['later in a list', (it) => json({ tokens: ['short', 'a word', it] })],
  ['in an object', (it) => json({ token: { value: it } })],
  ['deep in an object', (it) => json({ secret: { a: [{ b: 1 }, { c: it }] } })],
  ['as a name in an object', (it) => json({ token: { [it]: true } })],
  ['in an object that was cut off', (it) => `{"token":{"a":1,"b":"${it}","c`],
  ['under a capitalised name', (it) => json({ Token: it })],
  ['under a name in capitals', (it) => json({ ACCESS_TOKEN: it })],
  ['under a name in camel case', (it) => json({ clientSessionToken: it })],
  ['under a name with hyphens', (it) => json({ 'client-session-token': it })],
  ['under a name with a blank', (it) => json({ 'token ': it })],
  ['under a name of two words', (it) => json({ 'API key': it })],
  ['under a longer name', (it) => json({ token_value: it })],
  ['as a JWT', (it) => json({ access_jwt: it })],
  ['as a bearer', (it) => json({ credentials: { bearer: it } })],
  ['as a credential', (it) => json({ sessionCredential: it })],
  ['as an authorization', (it) => json({ authorization: `Bearer ${it}` })],
  ['as a named value', (it) => json([{ name: 'token', value: it }])],
  ['as the first of two', (it) => `{"token":"${it}","token":"short"}`],
  ['with a single quote', (it) => `{'token': '${it}'}`],
  ['in JSON within JSON', (it) => json({ data: json({ Token: [it] }) })],
  ['in JSON after JSON', (it) => `{"ok":true}\n{"apiKey":"${it}"}`],
  ['in XML', (it) => `<r><token>${it}</token></r>`],
  ['in XML with attributes', (it) => `<s:Token a="1">\n${it}\n</s:Token>`],
  ['in an element in XML', (it) => `<token><value>${it}</value></token>`],
  ['in CDATA', (it) => `<token><![CDATA[${it}]]></token>`],
  ['in an attribute', (it) => `<session token="${it}"/>`],
  ['in a form', (it) => `ok=true&token=${it}&x=1`],
  ['in a field of a form', (it) => `<input name="token" value="${it}">`],
  ['in a meta element', (it) => `<meta name=csrf-token content='${it}'>`],
  ['in a URL', (it) => `see https://example.org/?access_token=${it}#a`],
  ['in plain text', (it) => `token: ${it}`],
  ['in a sentence', (it) => `Your new token is ${it}, keep it.`],
  ['in YAML', (it) => `token:\n  - ${it}\n`],
  ['in a variable', (it) => `<script>var token = "${it}";</script>`],
  ['in a call', (it) => `storage.setItem('token', '${it}')`],
  ['in a header in a text', (it) => `Authorization: Bearer ${it}`],
]

for (const [what, write] of written) {
  test(`a token of no shape is known ${what}`, () => {
    for (let round = 0; round < 50; round += 1) {
      const token = newToken()
      const text = write(token)
      const { learn, redact } = createSecrets([])
      // By its place, before it is known.
      expect(redact(text)).not.toContain(token)
      learn(text)
      expect(redact(`received ${token}`)).toBe('received [secret 1]')
    }
  })
}

test('a token that is a number is known, also as a parser rounds it', () => {
  for (const text of [
    '{"token":918273645546372819}',
    '{"token":[1,918273645546372819]}',
    '{"token": {"a":918273645546372819}}',
    '<token>918273645546372819</token>',
    'token=918273645546372819',
  ]) {
    const { learn, redact } = createSecrets([])
    expect(redact(text)).not.toContain('9182')
    learn(text)
    expect(redact('918273645546372819')).toBe('[secret 1]')
    expect(redact('918273645546372900')).toBe('[secret 2]')
  }
})

test('a header of a response that is named like a secret hands one out', () => {
  for (const [name, before, after] of [
    ['x-client-session-token', '', ''],
    ['X-Auth-Token', 'Bearer ', ''],
    ['authorization', 'Bearer ', ''],
    ['x-api-key', '', ''],
    ['access-jwt', '', ''],
    ['set-cookie', 'sid=', '; HttpOnly'],
  ] as const) {
    const token = newToken()
    const { learn, redact } = createSecrets([])
    learn('{}', [[name, `${before}${token}${after}`]])
    expect(redact(`received ${token}`)).toBe('received [secret 1]')
    expect(shown([[name, token]])).toEqual([[name, '[secret]']])
  }
})

test('the place of a file is shown, and nothing else that looks like one', () => {
  const place = 'scenarios/access/publishable-key-limits.yaml:11:5'
  const { redact } = createSecrets([])
  for (const text of [
    place,
    `access/publishable-key-limits ${place}`,
    `publishable-key-limits (${place})`,
    'a token, see schemas/client-sessions.json:1077:12',
  ])
    expect(redact(text)).toBe(text)
  const token = newToken()
  for (const text of [`token a/${token}.yaml:11:5`, `token: ${token}:11:5`])
    expect(redact(text)).not.toContain(token)
})

test('other headers of a response stay as they are', () => {
  const headers: readonly Header[] = [
    ['access-control-allow-credentials', 'true'],
    ['access-control-allow-headers', 'authorization, x-client-session-token'],
    ['seam-request-id', randomUUID()],
    ['www-authenticate', 'Bearer realm="seam"'],
    ['etag', '"Zq7Lp2Vn8KdTz4RmYw6Hs"'],
  ]
  expect(shown(headers)).toEqual(headers)
  const { learn, redact } = createSecrets([])
  learn('{}', headers)
  for (const [, value] of headers) expect(redact(value)).toBe(value)
})

function shown(headers: readonly Header[]): readonly Header[] {
  const request = { method: 'POST', url: 'http://a/', headers: [] } as const
  const exchange = redactHeaders(
    // Only what is redacted.
    { request, result: { kind: 'reply', headers } } as never, // a part of one
    [],
  )
  return exchange.result.kind === 'reply' ? exchange.result.headers : []
}

test('words, ids, times and numbers after a name of a secret stay', () => {
  const { learn, redact } = createSecrets([])
  const id = randomUUID()
  for (const text of [
    `{"credentials":[{"id":"${id}","at":"2026-11-26T10:15:00.000Z","is_valid":true}]}`,
    `{"token_id":"${id}","token_expires_at":"2026-11-26T10:15:00.000Z"}`,
    '{"type":"token_auth_not_accepted","message":"A credential of the kind client_session is not accepted"}',
    '{"credential":"console-session-token","tokens":12,"has_token":true}',
    'Authorization: Bearer $SEAM_CLIENT_SESSION_TOKEN',
    'Bearer seam_cst0seamwatch0made0up_0123456789abcdef',
    'save: { token: client_session.token, secret: steps.create2.response.token }',
    'const token = getClientSessionToken(session)',
    'token: https://docs.seam.co/latest/api/client_sessions',
    'credential seamwatch-0a1b2c3d-01234567',
    `the token of ${id}, token ${id}`,
    'POST create rejects a client session token 8 times',
    'token: [secret 1], secret: [secret]',
    '[secret 1] 123456789012, [secret]: 123456789012',
  ]) {
    expect(redact(text)).toBe(text)
    learn(text)
    expect(redact(text)).toBe(text)
  }
})

test('megabytes of names of secrets are searched in bounded time', () => {
  for (const part of [
    '"token":[',
    '"token":{',
    '<token ',
    'token=',
    'tokensecret',
    '"token":[1,"',
    'api key ',
    'token\\":\\"',
    '"token":"\\',
  ]) {
    const text = part.repeat(Math.floor(1_000_000 / part.length))
    const before = process.cpuUsage()
    const { learn, redact } = createSecrets([])
    learn(text)
    redact(text)
    expect(process.cpuUsage(before).user / 1000, part).toBeLessThan(3000)
  }
})
