import { randomUUID } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { expect, test } from '@playwright/test'
import {
  createSecrets,
  redacted,
  redactingErrors,
} from '../../../src/secrets/redact.ts'

const key = 'seam_test1Ab2_/"+quoted&more'
const base64 = (text: string) => Buffer.from(text).toString('base64')
const hex = Buffer.from(key).toString('hex')

/** How a secret may be written; none of it may be left. */
const written = [
  ['plain', key],
  ['escaped in JSON', JSON.stringify(key).slice(1, -1)],
  [
    'escaped in JSON, slashes too',
    JSON.stringify(key).slice(1, -1).replaceAll('/', '\\/'),
  ],
  [
    'escaped in JSON within JSON',
    JSON.stringify(JSON.stringify(key).slice(1, -1)).slice(1, -1),
  ],
  [
    'escaped in JSON, every character',
    [...key]
      .map((it) => `\\u00${it.charCodeAt(0).toString(16).toUpperCase()}`)
      .join(''),
  ],
  ['encoded in a URL', encodeURIComponent(key)],
  [
    'encoded in a URL in lower case',
    encodeURIComponent(key).replace(/%../g, (it) => it.toLowerCase()),
  ],
  ['encoded in a URL twice', encodeURIComponent(encodeURIComponent(key))],
  ['encoded in a URL, every byte', hex.replace(/../g, '%$&')],
  ['escaped in HTML', key.replace('"', '&quot;').replace('&m', '&amp;m')],
  ['in hexadecimal', hex],
  ['in upper-case hexadecimal', hex.toUpperCase()],
  ['in base64', base64(key)],
  ['in base64url', Buffer.from(key).toString('base64url')],
  ['in base64 within a URL', encodeURIComponent(base64(key))],
  ['in base64 twice', base64(base64(key))],
  ['in base64 with its scheme', base64(`Bearer ${key}`)],
] as const

for (const [how, text] of written) {
  test(`a secret is found ${how}`, () => {
    const { redact } = createSecrets([key])
    expect(redact(`before ${text} after`)).toMatch(
      /^before \[secret 1\]\w?=* after$/,
    )
  })
}

for (const [before, after] of [
  ['', ''],
  ['x', 'y'],
  ['xx', 'yy'],
  ['{"you_sent":"Bearer ', '"}'],
] as const) {
  test(`a secret is found in the base64 of ${before}…${after}`, () => {
    const { redact } = createSecrets([key])
    for (const text of [base64(before + key + after), base64(key + after)]) {
      const clean = redact(`a ${text} b`)
      expect(clean).toContain('[secret 1]')
      const left = clean.replace('[secret 1]', ' ').split(' ')
      const readable = left.map((it) => Buffer.from(it, 'base64').toString())
      expect(readable.join()).not.toMatch(/seam_|quoted/)
    }
  })
}

for (const half of [3, 4, 5, 6]) {
  test(`a secret with a surrogate pair at ${half} is found encoded`, () => {
    const secret = `${'abcdef'.slice(0, half)}\u{1F511}_0123456789`
    const { redact } = createSecrets([secret])
    for (const before of ['', 'x', 'xx']) {
      expect(redact(base64(before + secret))).toContain('[secret 1]')
    }
    expect(redact(base64(base64(secret)))).toContain('[secret 1]')
    expect(redact(Buffer.from(secret).toString('hex'))).toBe('[secret 1]')
  })
}

test('a secret is found encoded, even after another one of its kind', () => {
  const { add, redact } = createSecrets(['a-key-of-the-run'])
  for (const number of [2, 3]) {
    const token = `token-of-no-shape-${number}`
    add(token)
    for (const form of [base64(token), Buffer.from(token).toString('hex')]) {
      expect(redact(form)).toBe(`[secret ${number}]`)
    }
  }
  expect(redact(base64('a-key-of-the-run'))).toBe('[secret 1]')
})

test('the same secret always has the same number', () => {
  const { redact } = createSecrets(['first-secret', 'other-secret'])
  expect(redact('first-secret other-secret first-secret')).toBe(
    '[secret 1] [secret 2] [secret 1]',
  )
})

test('a secret that starts like another one is replaced completely', () => {
  const { redact } = createSecrets(['secret-one', 'secret-one-and-more'])
  expect(redact('secret-one-and-more')).toBe('[secret 2]')
  expect(redact('secret-one')).toBe('[secret 1]')
})

test('two secrets without a gap are both replaced', () => {
  const { redact } = createSecrets(['first-secret', 'other-secret'])
  expect(redact('first-secretother-secret')).toBe('[secret 1][secret 2]')
})

test('a token in a body is redacted from then on, even if the body was cut off', () => {
  const { learn, redact } = createSecrets([])
  learn('{"client_session":{"token":"a-token-of-no-shape","other":')
  expect(redact('Bearer a-token-of-no-shape')).toBe('Bearer [secret 1]')
})

test('a text with the shape of a Seam token is redacted, even if it is unknown', () => {
  const { redact } = createSecrets([])
  const token = 'seam_cst1891oqCmD_6dBwV8PJ2Fsoe9'
  expect(redact(`got ${token} here`)).toBe('got [secret] here')
  expect(redact('eyJhbGciOiJIUzI1.eyJzdWIiOiIx.abc-_9')).toBe('[secret]')
  for (const before of ['', 'x', 'xx']) {
    expect(redact(`got ${base64(before + token)} here`)).toBe(
      'got [secret] here',
    )
  }
})

test('the value of a token is replaced completely, however long it is', () => {
  const { learn, redact } = createSecrets([])
  const body = JSON.stringify({ token: 'abc-'.repeat(10_000) })
  learn(body)
  expect(redact(body)).toBe('{"token":"[secret 1]"}')
})

test('ordinary words are not redacted', () => {
  const { redact } = createSecrets(['abc'])
  const text = `seamwatch-run abc seam-request-id seam_workspace they.are.here ${base64('seam_workspace and other words')}`
  expect(redact(text)).toBe(text)
})

test('a name of the object prototype is a name like any other', () => {
  const row = JSON.parse('{"__proto__":"first-secret"}') as object // plain JSON
  const clean = redacted({ row }, createSecrets(['first-secret']))
  expect(JSON.stringify(clean)).toBe('{"row":{"__proto__":"[secret 1]"}}')
})

/** As much text as a large response has. */
const megabytes = 4
const large = [
  ['a list that mints a token for each of its sessions', '{"token":"%"},'],
  ['a list of tokens of the usual shape', '{"token":"seam_cst1%_abcdef"},'],
  ['words that begin like a JWT', 'ey-'],
  ['words that begin like a token', 'seam_'],
  ['what looks like base64', 'NlYW1f'],
  ['quotes', '"a_'],
  ['backslashes', '\\\\'],
] as const

for (const [what, part] of large) {
  test(`megabytes of ${what} are redacted in bounded time`, () => {
    const times = Math.floor((megabytes * 1024 * 1024) / (part.length + 5))
    const text = Array.from({ length: times }, (_, index) =>
      part.replace('%', `token-${index}`),
    ).join('')
    const before = process.cpuUsage()
    const { learn, redact } = createSecrets([key])
    learn(text)
    const clean = redact(text)
    // CPU time, so that the test does not fail on a busy machine.
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(10_000)
    expect(clean).not.toMatch(/token-\d/)
  })
}

test('the beginning of a secret at the end of an excerpt is redacted, too', () => {
  const { redact } = createSecrets(['first-secret'])
  expect(redact('received "a first-sec…"')).toBe('received "a [secret 1]…"')
  expect(redact('a first-sect of words…')).toBe('a first-sect of words…')
})

test('an error that quotes a secret is thrown again without it', async () => {
  const secrets = createSecrets(['first-secret'])
  const fails = redactingErrors(secrets, async () => {
    throw new TypeError('unexpected "first-secret"')
  })
  const error: unknown = await fails.catch((it: unknown) => it)
  if (!(error instanceof Error)) throw new Error('it was no error')
  expect(error.message).toBe('unexpected "[secret 1]"')
  expect(error.stack).toContain('redact.spec.ts')
  expect(error.stack).not.toContain('first-secret')
})

for (const encoding of ['base64', 'base64url', 'hex'] as const) {
  test(`a secret in gzip as ${encoding} is redacted`, () => {
    const random = `seam_test${randomUUID().slice(0, 8)}_${randomUUID()}`
    const packed = gzipSync(`the key is ${random}, and more`).toString(encoding)
    const text = `see ${packed} there`
    const clean = createSecrets([random]).redact(text)
    expect(clean).not.toContain(packed)
    expect(clean).toMatch(/^see .*there$/)
    const other = gzipSync('nothing of ours is in here').toString(encoding)
    expect(createSecrets([random]).redact(other)).toBe(other)
  })
}
