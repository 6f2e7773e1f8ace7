import { expect, test } from '@playwright/test'
import { holdsSecret } from '../../../../src/drivers/browser/backend-secrets.ts'

const secret = 'seam_test5Rk2Wq8_0123456789abcdef0123'

const holding: readonly (readonly [string, unknown])[] = [
  ['in a header', { headers: [['authorization', `Bearer ${secret}`]] }],
  ['in a body', { body: JSON.stringify({ key: secret }) }],
  ['in an address', { url: `http://host/?k=${secret}` }],
  ['in capitals', { headers: [['x', secret.toUpperCase()]] }],
  ['in base64', { headers: [['x', `Basic ${btoa(`${secret}:`)}`]] }],
  ['in hexadecimal', { body: Buffer.from(secret).toString('hex') }],
  ['URL-encoded', { url: `http://host/?k=${secret.replace('_', '%5F')}` }],
  ['less its end', { headers: [['x', secret.slice(0, -8)]] }],
]

for (const [where, thing] of holding) {
  test(`a secret is noticed ${where}`, () => {
    expect(holdsSecret(thing, [secret])).toBe(true)
  })
}

test('another key with the same prefix is not the secret', () => {
  const other = { headers: [['x', 'Bearer seam_test9Pq1Zz_fedcba9876543210']] }
  expect(holdsSecret(other, [secret])).toBe(false)
})

test('without secrets none is found', () => {
  expect(holdsSecret({ headers: [] }, [])).toBe(false)
})
