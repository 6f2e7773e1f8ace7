import { expect, test } from '@playwright/test'
import { createScan } from '../../../src/secrets/audit/scan.ts'
import {
  escapedFormsOf,
  holds,
  packedFormsOf,
} from '../../../src/secrets/encodings.ts'
import { createSecrets } from '../../../src/secrets/redact.ts'

const secret = 'a/key "of" no~shape & 0=é'
const { redact } = createSecrets([secret])
const scan = createScan({
  values: [['SEAM_API_KEY', secret]],
  marks: new Set(),
  salt: '',
})

const forms = [...escapedFormsOf(secret), ...packedFormsOf(secret)]

for (const form of new Set(forms)) {
  test(`redaction, the audit and the check of errors find the form ${form}`, () => {
    const text = `"${form}"`
    expect(redact(text)).toContain('[secret 1]')
    expect(holds(text, secret)).toBe(true)
    expect(scan(Buffer.from(text))).toHaveLength(1)
  })
}

test('a token escaped by its numbers is found in each notation', () => {
  for (const text of ['%73%65%61%6d', '\\u0073\\x65%61m_', '7365616D5F']) {
    expect(scan(Buffer.from(text))).toEqual([
      { at: 0, kind: 'token of Seam, escaped' },
    ])
  }
})
