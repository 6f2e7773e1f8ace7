import { expect, test } from '@playwright/test'
import { invalidAuthentication } from '../../../src/auth/invalid-credential.ts'
import { madeUp } from '../../../src/secrets/token-shapes.ts'
import type { CredentialRecipe } from '../../../src/model/scenario.ts'
import { contract } from '../kit.ts'

const keyring = {
  api_key: 'seam_test1_the-key',
  publishable_key: 'seam_pk1_the-key',
  pat_with_workspace: { token: 'seam_at1_the-token', workspaceId: 'w1' },
}

function headersOf(recipe: CredentialRecipe) {
  return invalidAuthentication(
    { kind: 'invalid', name: 'x', title: 'an x', recipe },
    { contract, keyring },
  )
}

test('the report shows an invalid header exactly as it was sent', () => {
  const value = 'Basic YTpi'
  expect(headersOf({ form: 'header', value })).toEqual({
    scheme: 'x',
    title: 'an x',
    headers: [['authorization', value]],
    placeholders: [['authorization', value]],
  })
})

test('the report shows an invented token, but not a token that the API issued', () => {
  const invented = `seam_cst${madeUp}`
  expect(
    headersOf({ form: 'token', as: 'client_session', token: invented }),
  ).toMatchObject({
    headers: [['authorization', `Bearer ${invented}`]],
    placeholders: [['authorization', `Bearer ${invented}`]],
  })
  const real = 'seam_cst1_handed-out'
  expect(
    headersOf({ form: 'token', as: 'client_session', token: real }),
  ).toMatchObject({
    headers: [['authorization', `Bearer ${real}`]],
    placeholders: [['authorization', 'Bearer $SEAM_CLIENT_SESSION_TOKEN']],
  })
})

test('a secret is sent in the header of the scheme that it imitates', () => {
  const misplaced = { form: 'secret', of: 'api_key', as: 'publishable_key' }
  expect(headersOf(misplaced as CredentialRecipe)).toMatchObject({
    headers: [['seam-publishable-key', keyring.api_key]],
    placeholders: [['seam-publishable-key', '$SEAM_API_KEY']],
    basis: 'api_key',
    secrets: [keyring.api_key],
  })
})

test('a truncated secret is redacted, and the curl command truncates it in the shell', () => {
  const made = headersOf({
    form: 'secret',
    of: 'api_key',
    as: 'api_key',
    change: 'truncated',
  })
  expect(made).toMatchObject({
    headers: [['authorization', 'Bearer seam_test1_the']],
    placeholders: [['authorization', 'Bearer ${SEAM_API_KEY%????}']],
    secrets: ['seam_test1_the'],
  })
  expect(`${made?.secrets?.[0]}-key`).toBe(keyring.api_key)
})

test('only the name of the scheme is changed to lower case', () => {
  expect(
    headersOf({
      form: 'secret',
      of: 'api_key',
      as: 'api_key',
      change: 'lower-case',
    }),
  ).toMatchObject({
    headers: [['authorization', `bearer ${keyring.api_key}`]],
    placeholders: [['authorization', 'bearer $SEAM_API_KEY']],
  })
})

test('a token for several workspaces names none, or the given one', () => {
  const of = 'pat_with_workspace'
  const bearer = ['authorization', 'Bearer seam_at1_the-token']
  expect(headersOf({ form: 'workspace', of })?.headers).toEqual([bearer])
  const other = headersOf({ form: 'workspace', of, workspace: 'w2' })
  expect(other?.headers).toEqual([bearer, ['seam-workspace', 'w2']])
  expect(JSON.stringify(other?.placeholders)).not.toContain('the-token')
})

for (const form of ['secret', 'workspace'] as const) {
  test(`without its secret there is no invalid credential of the form "${form}"`, () => {
    const of = 'console_session_with_workspace'
    expect(headersOf({ form, of, as: of })).toBeUndefined()
  })
}
