import { expect, test } from '@playwright/test'
import { createSecrets } from '../../src/redact.ts'

const key = 'seam_test1Ab2_/"+quoted'

for (const [how, written] of [
  ['plain', key],
  ['escaped in JSON', JSON.stringify(key)],
  ['encoded in a URL', encodeURIComponent(key)],
  ['in base64', Buffer.from(key).toString('base64')],
  ['in base64url', Buffer.from(key).toString('base64url')],
  [
    'in base64 with its scheme',
    Buffer.from(`Bearer ${key}`).toString('base64'),
  ],
] as const) {
  test(`a secret is found ${how}`, () => {
    const { redact } = createSecrets([key])
    expect(redact(`before ${written} after`)).toMatch(
      /^before "?\[secret 1\]"? after$/,
    )
  })
}

test('the same secret always has the same number', () => {
  const { redact } = createSecrets(['first-secret', 'other-secret'])
  expect(redact('first-secret other-secret first-secret')).toBe(
    '[secret 1] [secret 2] [secret 1]',
  )
})

test('a secret that begins like another is replaced whole', () => {
  const { redact } = createSecrets(['secret-one', 'secret-one-and-more'])
  expect(redact('secret-one-and-more')).toBe('[secret 2]')
})

test('a token is learnt from a body, also from one that was cut off', () => {
  const { learn, redact } = createSecrets([])
  learn('{"client_session":{"token":"a-token-of-no-shape","other":')
  expect(redact('Bearer a-token-of-no-shape')).toBe('Bearer [secret 1]')
})

test('what looks like a token of Seam goes, even if nobody named it', () => {
  const { redact } = createSecrets([])
  expect(redact('got seam_cst1891oqCmD_6dBwV8PJ2Fsoe9 here')).toBe(
    'got [secret] here',
  )
  expect(redact('eyJhbGciOiJIUzI1.eyJzdWIiOiIx.abc-_9')).toBe('[secret]')
})

test('ordinary words stay', () => {
  const { redact } = createSecrets(['abc'])
  const text = 'seamwatch-run abc seam-request-id seam_workspace they.are.here'
  expect(redact(text)).toBe(text)
})
