import { expect, test } from '@playwright/test'
import { forge } from '../../../src/auth/invalid-credential.ts'
import { madeUp } from '../../../src/secrets/token-shapes.ts'
import type { Forgery } from '../../../src/model/scenario.ts'
import { contract } from '../kit.ts'

const keyring = {
  api_key: 'seam_test1_the-key',
  publishable_key: 'seam_pk1_the-key',
  pat_with_workspace: { token: 'seam_at1_the-token', workspaceId: 'w1' },
}

function forged(forgery: Forgery) {
  return forge(
    { kind: 'forged', name: 'x', title: 'an x', forgery },
    { contract, keyring },
  )
}

test('a header is sent and shown as it is written', () => {
  const value = 'Basic YTpi'
  expect(forged({ form: 'header', value })).toEqual({
    scheme: 'x',
    title: 'an x',
    headers: [['authorization', value]],
    placeholders: [['authorization', value]],
  })
})

test('a token that was made up is shown, one that the API handed out is not', () => {
  const invented = `seam_cst${madeUp}`
  expect(
    forged({ form: 'token', as: 'client_session', token: invented }),
  ).toMatchObject({
    headers: [['authorization', `Bearer ${invented}`]],
    placeholders: [['authorization', `Bearer ${invented}`]],
  })
  const real = 'seam_cst1_handed-out'
  expect(
    forged({ form: 'token', as: 'client_session', token: real }),
  ).toMatchObject({
    headers: [['authorization', `Bearer ${real}`]],
    placeholders: [['authorization', 'Bearer $SEAM_CLIENT_SESSION_TOKEN']],
  })
})

test('a secret goes where the scheme that it is sent as has it', () => {
  const misplaced = { form: 'secret', of: 'api_key', as: 'publishable_key' }
  expect(forged(misplaced as Forgery)).toMatchObject({
    headers: [['seam-publishable-key', keyring.api_key]],
    placeholders: [['seam-publishable-key', '$SEAM_API_KEY']],
    basis: 'api_key',
    secrets: [keyring.api_key],
  })
})

test('a secret that is cut short is a secret still, and the shell can cut it, too', () => {
  const made = forged({
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

test('only the name of the scheme is written in lower case', () => {
  expect(
    forged({
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

test('a token for several workspaces names none, or the one that is given', () => {
  const of = 'pat_with_workspace'
  const bearer = ['authorization', 'Bearer seam_at1_the-token']
  expect(forged({ form: 'workspace', of })?.headers).toEqual([bearer])
  const other = forged({ form: 'workspace', of, workspace: 'w2' })
  expect(other?.headers).toEqual([bearer, ['seam-workspace', 'w2']])
  expect(JSON.stringify(other?.placeholders)).not.toContain('the-token')
})

for (const form of ['secret', 'workspace'] as const) {
  test(`without its secret a forged ${form} is not made`, () => {
    const of = 'console_session_with_workspace'
    expect(forged({ form, of, as: of })).toBeUndefined()
  })
}
